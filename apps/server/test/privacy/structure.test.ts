import { describe, expect, it } from 'vitest';
import { ENGINES } from '../journey/stage.ts';
import { openGround } from '../reliability/ground.ts';
import { askOnce, countedDuring, peopledPostgres } from './counted-by-postgres.ts';
import { addPeople, CLAIM, PEOPLE, PERSONS } from './people.ts';
import { type Trace, traceRequest } from './request-trace.ts';

describe.each(ENGINES)('the path of a request with private answers on %s', (engine) => {
  it('is the same for everybody, statement for statement and row for row, and names no users table', async () => {
    const ground = await openGround(engine);
    await addPeople(ground);
    const traces: [string, Trace][] = [];
    for (const person of PERSONS) traces.push([person, await traceRequest(ground, person)]);

    const [, first] = traces[0] ?? expect.fail('nobody asked');
    for (const [person, trace] of traces) expect(trace, person).toEqual(first);
    // A count, which the clock alone decides, and one insert, which is its own commit.
    expect(first.statements.map(({ sql }) => /^\s*(\w+)/.exec(sql)?.[1])).toEqual(['select', 'insert']);
    expect(first.statements.map(({ sql }) => sql).join()).not.toMatch(/users/i);
    expect(first.added).toEqual([expect.objectContaining({ table: 'rekey_letters', kind: 'reset', user_key: null })]);
    expect(first.restUntouched).toBe(true);
  });

  it('is told from a path that looks the user up', async () => {
    const ground = await openGround(engine);
    await addPeople(ground);
    const known = await traceRequest(ground, 'known', 'documented');
    const unknown = await traceRequest(ground, 'unknown', 'documented');
    expect(known.statements.map(({ sql }) => sql).join()).toMatch(/users/i);
    expect(unknown).not.toEqual(known);
  });
});

describe('P7 on PostgreSQL: a request', () => {
  it('costs the same, and waits for nobody, while a letter of that name is being settled', async () => {
    const ground = await openGround('postgres');
    await addPeople(ground);
    const undisturbed = await traceRequest(ground, 'waiting');
    const { letters, units } = ground.open();
    const { claimed } = await letters.claim(CLAIM);
    const found = claimed.find(({ letter }) => letter.kind === 'reset' && letter.submittedName === PEOPLE.waiting);
    await units.run(async (unit) => {
      const claim = found ?? expect.fail('no claim');
      expect(await unit.letters.settle([{ claim, fate: { state: 'sent' } }])).toEqual([claim.id]);
      // The row is ours and written, and nobody else sees it.
      expect(await traceRequest(ground, 'waiting')).toEqual(undisturbed);
    });
  });
});

describe('PostgreSQL itself', () => {
  it('counts one row written and no look at the users, whoever is asked for; and counts a look-up', async () => {
    const url = await peopledPostgres();
    for (const person of PERSONS) {
      const { 'rekey_letters: reads': _, ...counts } = await countedDuring(url, () => askOnce(url, person, 'private'));
      expect(counts, person).toEqual({ 'rekey_letters: inserts': 1 });
    }
    const lookedUp = await countedDuring(url, () => askOnce(url, 'known', 'documented'));
    // By the name first, then by the key that was found: docs/decisions/0040-every-statement-is-tried-against-large-tables.md says why.
    expect(lookedUp).toMatchObject({ 'rekey_letters: inserts': 1, 'users: reads': 2 });
  });
});
