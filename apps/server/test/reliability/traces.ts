import type { Ground } from './ground.ts';

/** What a password change leaves in each table, for one user with one reset letter. */
export interface Traces {
  readonly hash: 'old' | 'new';
  readonly liveTokens: number;
  /** The state of the user's reset letter. */
  readonly reset: string;
  readonly notices: number;
  readonly audit: number;
}

/** `old` is the hash of whoever was added with it; every other one is new. */
export async function tracesOf(ground: Ground, username: string): Promise<Traces> {
  const [user] = await ground.sql('select id, password_hash from users where username = ?', [username]);
  const key = String(user?.['id']);
  const live = 'select 1 from rekey_reset_tokens where user_key = ? and ended_at is null';
  const letters = await ground.sql('select kind, state from rekey_letters where submitted_name = ? order by id', [
    username,
  ]);
  return {
    hash: user?.['password_hash'] === 'old' ? 'old' : 'new',
    liveTokens: (await ground.sql(live, [key])).length,
    reset: String(letters.find(({ kind }) => kind === 'reset')?.['state']),
    notices: letters.filter(({ kind }) => kind === 'notice').length,
    audit: (await ground.sql('select 1 from rekey_audit where kind = ? and user_key = ?', ['password-changed', key]))
      .length,
  };
}
