import type { LetterEvent } from '@rekey/domain';
import { type MemoryMailer, memoryMailer } from '@rekey/memory';
import { vi } from 'vitest';
import { createMembersArea } from '../src/members-area.ts';

export const JANE = { login: 'jane.doe', mail: 'jane.doe@example.com', password: 'an old forgotten one' };

// Machines that run all tests at once are slow.
export const PATIENCE = { timeout: 10_000, interval: 5 };

interface Said {
  readonly say: string;
  readonly reasons?: unknown;
}

export interface OpenArea {
  readonly mailer: MemoryMailer;
  readonly events: readonly LetterEvent[];
  readonly faults: readonly unknown[];
  post(path: string, form: unknown): Promise<{ readonly status: number; readonly body: Said }>;
  /** Sends a request as it stands. */
  send(path: string, init: RequestInit): Promise<Response>;
  /** The code in the newest mail, as a member would find it, once so many mails have come. */
  codeInMail(count: number): Promise<string>;
  close(): Promise<void>;
}

/** A members area with Jane in it, on a free port, whose mails stay here. */
export async function openArea(): Promise<OpenArea> {
  const mailer = memoryMailer();
  const events: LetterEvent[] = [];
  const faults: unknown[] = [];
  const area = await createMembersArea({
    publicUrl: 'https://members.example.com',
    mailer,
    pace: { idleMs: 5, brokenMs: 5 },
    tell: (event) => events.push(event),
    report: (fault) => faults.push(fault),
  });
  await area.join(JANE);
  const origin = await area.listen(0);
  const send = (path: string, init: RequestInit) => fetch(`${origin}${path}`, init);

  return {
    mailer,
    events,
    faults,
    send,
    async post(path, form) {
      const headers = { 'content-type': 'application/json' };
      const response = await send(path, { method: 'POST', headers, body: JSON.stringify(form) });
      return { status: response.status, body: (await response.json()) as Said };
    },
    async codeInMail(count) {
      await vi.waitUntil(() => mailer.mails.length >= count, PATIENCE);
      const text = mailer.mails.at(-1)?.text ?? '';
      return /^[\w-]{43}$/m.exec(text)?.[0] ?? 'no code in the mail';
    },
    close: () => area.close(),
  };
}
