import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { startPostgres } from '@rekey/laboratory';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rows } from '../connections.ts';
import { connect } from '../open-database.ts';
import { postgresAddress } from './postgres-url.ts';

const addressOf = (text: string) => postgresAddress(text) ?? { url: '', place: '' };

describe('postgresAddress', () => {
  it.each([
    'postgres:///app?host=/run/pg',
    'postgresql:///app?host=%2Frun%2Fpg',
    'postgres://%2Frun%2Fpg/app',
    'postgres://localhost/app?host=/run/pg',
    'postgres://me:secret@/app?host=/run/pg',
    'postgres://me:secret@%2Frun%2Fpg/app',
  ])('finds the Unix socket of %s', (text) => {
    const { url, place } = addressOf(text);
    expect(new URL(url).searchParams.get('host')).toBe('/run/pg');
    expect(place).toMatch(/^postgres(ql)?:\/\/\/app\?host=\/run\/pg$/);
  });

  it('keeps user, password, port and options, and shows neither user nor password', () => {
    const { url, place } = addressOf('postgres://me:p%40ss@%2Frun%2Fpg:5433/app?application_name=x');
    expect(url).toBe('postgres://me:p%40ss@localhost:5433/app?application_name=x&host=%2Frun%2Fpg');
    expect(place).toBe('postgres:///app?host=/run/pg&port=5433');
  });

  it('leaves a host as it is', () => {
    const text = 'postgres://me:secret@db.example.com:5433/app?sslmode=verify-full';
    expect(postgresAddress(text)).toEqual({ url: text, place: 'postgres://db.example.com:5433/app' });
  });

  it.each(['prefer', 'require', 'verify-ca'])('writes what the driver makes of sslmode=%s', (mode) => {
    expect(addressOf(`postgres://h/d?sslmode=${mode}`).url).toBe('postgres://h/d?sslmode=verify-full');
    const asLibpq = `postgres://h/d?uselibpqcompat=true&sslmode=${mode}`;
    expect(addressOf(asLibpq).url).toBe(asLibpq);
  });
});

describe('a Unix socket of PostgreSQL', () => {
  it('is reached by every usual spelling', async () => {
    const folder = mkdtempSync('/tmp/rekey-socket-');
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o777);
    const postgres = await startPostgres({ settings: { unix_socket_directories: folder } });
    onTestFinished(() => postgres.stop());
    const encoded = encodeURIComponent(folder);
    for (const url of [
      `postgres://postgres@/postgres?host=${folder}&port=${postgres.port}`,
      `postgres://postgres@${encoded}:${postgres.port}/postgres`,
      `postgres:///postgres?host=${folder}&port=${postgres.port}&user=postgres`,
      `postgres://postgres@localhost:${postgres.port}/postgres?host=${folder}`,
    ]) {
      const connections = connect({ url });
      const [row] = await rows(connections.read, 'select inet_client_addr() as peer').finally(connections.close);
      expect([url, row?.['peer']]).toEqual([url, null]);
    }
  }, 30_000);

  it('is asked without a word of the driver about sslmode', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => warned.mockRestore());
    const connections = connect({ url: 'postgres://127.0.0.1:1/none?sslmode=require' });
    await expect(rows(connections.read, 'select 1')).rejects.toThrow();
    await connections.close();
    expect(warned).not.toHaveBeenCalled();
  });
});
