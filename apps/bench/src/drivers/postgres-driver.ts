import pg from 'pg';
import type { Driver } from './driver.ts';

/** `synchronous_commit` on, as Rekey has it: what was acknowledged survives a power cut. */
export async function openPostgres(url: string): Promise<Driver> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set synchronous_commit = on');
  return {
    async run(sql, values = []) {
      await client.query(sql, [...values]);
    },
    async number(sql) {
      const { rows } = await client.query(sql);
      return Number(Object.values(rows[0] ?? {})[0]);
    },
    close: () => client.end(),
  };
}
