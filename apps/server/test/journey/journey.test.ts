import { eventually } from '@rekey/laboratory';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINES, GET_JSON, NEW_PASSWORD, OLD_PASSWORD, openStage, type Stage } from './stage.ts';

const OK = { message: 'OK' };
const UNAUTHORIZED = { status: 401, location: null, body: { message: 'Unauthorized' } };
const NOT_FOUND = { status: 404, location: null, body: { message: 'User not found' } };
const EXTERNAL = { status: 403, location: null, body: { message: 'Externally managed user' } };

describe.each(ENGINES)('a recovery on %s', (engine) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(engine);
  });
  afterAll(async () => {
    expect((await stage.close()).code).toBe(0);
  });

  const mailbox = (name: string) => `${name}@example.test`;
  /** A user of this test's own, who has asked and got a mail: the token in it. */
  async function tokenOf(name: string): Promise<string> {
    await stage.addUser(name, '--email', mailbox(name));
    await stage.ask(name);
    return stage.tokenMailedTo(mailbox(name));
  }
  const change = async (name: string, ...options: string[]) => {
    expect((await stage.rekey(['user', 'set', '--username', name, ...options])).code).toBe(0);
  };
  const settledAs = (name: string) =>
    eventually(`the letter to ${name} is settled`, async () => {
      const [letter] = await stage.letters(name);
      return letter?.state !== 'pending' && letter;
    });

  it('sets a new password with the token from the mail, once, and the old one stops working', async () => {
    await stage.addUser('jane.doe', '--email', mailbox('jane'), '--first-name', 'Jane', '--last-name', 'Doe');
    expect(await stage.ask('jane.doe')).toEqual({ status: 200, location: `${GET_JSON}jane.doe`, body: OK });
    const token = await stage.tokenMailedTo(mailbox('jane'));

    const valid = { status: 200, location: null, body: OK };
    expect(await stage.validate(token)).toEqual(valid);
    expect(await stage.validate(token)).toEqual(valid);
    expect(await stage.opens('jane.doe', OLD_PASSWORD)).toBe(true);

    const changed = { status: 200, location: `${GET_JSON}jane.doe`, body: OK };
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(changed);
    expect(await stage.opens('jane.doe', OLD_PASSWORD)).toBe(false);
    expect(await stage.opens('jane.doe', NEW_PASSWORD)).toBe(true);

    expect(await stage.setPassword(token, 'yet another long password')).toEqual(UNAUTHORIZED);
    expect(await stage.validate(token)).toEqual(UNAUTHORIZED);
    expect(await stage.opens('jane.doe', NEW_PASSWORD)).toBe(true);
  });

  it('tells the user that the password was changed, without a secret in it', async () => {
    const notice = await stage.relay.waitForMail(
      ({ envelope, subject }) => envelope.to.includes(mailbox('jane')) && subject === 'Your password was changed',
    );
    expect(notice.text).not.toMatch(/[\w-]{43}/);
    expect(notice.text).not.toContain(NEW_PASSWORD);
    expect(notice.headers['auto-submitted']).toEqual(['auto-generated']);
  });

  it('lets the same user ask again and use the next mail', async () => {
    await stage.ask('jane.doe');
    const token = await stage.tokenMailedTo(mailbox('jane'), 1);
    expect((await stage.setPassword(token, OLD_PASSWORD)).status).toBe(200);
    expect(await stage.opens('jane.doe', OLD_PASSWORD)).toBe(true);
  });

  it('names every failed rule of a refused password, and the token stays good', async () => {
    const token = await tokenOf('picky');
    expect(await stage.setPassword(token, 'short')).toEqual({
      status: 400,
      location: null,
      body: { message: 'Invalid parameter(s)', reasons: [{ code: 'too-short', minimum: 15 }, { code: 'common' }] },
    });
    expect((await stage.setPassword(token, mailbox('picky'))).body).toEqual({
      message: 'Invalid parameter(s)',
      reasons: [{ code: 'is-email' }],
    });
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);
  });

  it('kills the link when the e-mail changed', async () => {
    const token = await tokenOf('mover');
    await change('mover', '--email', mailbox('elsewhere'));
    expect(await stage.validate(token)).toEqual(UNAUTHORIZED);
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(UNAUTHORIZED);
    expect(await stage.opens('mover', OLD_PASSWORD)).toBe(true);
  });

  it('answers 403 for an externally managed user, before and after the mail', async () => {
    await stage.addUser('external', '--email', mailbox('external'), '--external');
    expect(await stage.ask('external')).toEqual(EXTERNAL);
    await change('external', '--no-external');
    await stage.ask('external');
    const token = await stage.tokenMailedTo(mailbox('external'));
    await change('external', '--external');
    expect(await stage.validate(token)).toEqual(EXTERNAL);
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(EXTERNAL);
  });

  it('answers 404 for an unknown user, and for one who was removed after the mail', async () => {
    expect(await stage.ask('nobody')).toEqual(NOT_FOUND);
    const token = await tokenOf('leaver');
    expect((await stage.rekey(['user', 'remove', '--username', 'leaver'])).code).toBe(0);
    expect(await stage.validate(token)).toEqual(NOT_FOUND);
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(NOT_FOUND);
  });

  it('never hands a link to whoever gets a removed user’s name', async () => {
    const token = await tokenOf('reused');
    await stage.rekey(['user', 'remove', '--username', 'reused']);
    await stage.addUser('reused', '--email', mailbox('other'));
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(NOT_FOUND);
    expect(await stage.opens('reused', OLD_PASSWORD)).toBe(true);
  });

  it('sends nothing to a disabled user, and says so to the operator only', async () => {
    await stage.addUser('disabled', '--email', mailbox('disabled'), '--disabled');
    expect((await stage.ask('disabled')).status).toBe(200);
    expect(await settledAs('disabled')).toMatchObject({ state: 'skipped', reason: 'disabled', sentAt: null });
  });

  it('refuses the link of a user who is disabled, and takes it again when the user is re-enabled', async () => {
    const token = await tokenOf('paused');
    await change('paused', '--disable');
    expect(await stage.setPassword(token, NEW_PASSWORD)).toEqual(UNAUTHORIZED);
    await change('paused', '--enable');
    expect((await stage.setPassword(token, NEW_PASSWORD)).status).toBe(200);
    expect(await stage.opens('paused', NEW_PASSWORD)).toBe(true);
  });

  it('answers 500 for a user without a mailbox, with the reason in the log', async () => {
    await stage.addUser('unreachable');
    const answer = { status: 500, location: null, body: { message: 'Internal server error' } };
    expect(await stage.ask('unreachable')).toEqual(answer);
    await eventually('the reason is in the log', () => /mailbox|e-mail/.test(stage.server.stdout()));
  });

  it('shows a letter’s life to the operator, and never a token', async () => {
    await eventually('all of jane’s letters are settled', async () =>
      (await stage.letters('jane.doe')).every(({ state }) => state === 'sent'),
    );
    const letters = await stage.letters('jane.doe');
    expect(letters.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'notice sent',
      'reset sent',
      'notice sent',
      'reset sent',
    ]);
    const keys = 'id, kind, username, state, reason, attempts, requestedAt, dueAt, sentAt, lastError'.split(', ');
    expect(Object.keys(letters[0] ?? {}).sort()).toEqual([...keys].sort());
  });

  it('stops at most three mails an hour for one user short, silently', async () => {
    await stage.addUser('eager', '--email', mailbox('eager'));
    for (let n = 0; n < 3; n += 1) {
      expect((await stage.ask('eager')).status).toBe(200);
      await stage.tokenMailedTo(mailbox('eager'), n);
    }
    expect(await stage.ask('eager')).toEqual({ status: 200, location: `${GET_JSON}eager`, body: OK });
    expect(await settledAs('eager')).toMatchObject({ state: 'skipped', reason: 'limit' });
  });
});
