import { fileURLToPath } from 'node:url';
import { startProgram } from '@rekey/laboratory';
import { describe, expect, it } from 'vitest';
import { CLASS_NAMES, TITLES } from '../src/timing/classes.ts';

const PROGRAM = fileURLToPath(new URL('../dist/timing/main.js', import.meta.url));

/** Whether its figures are good is a question for a quiet machine: what is asked here is whether it would notice. */
describe('npm run test:timing', () => {
  it('asks for every class, and finds a control that answers five milliseconds later', async () => {
    const words = ['--database', 'sqlite', '--ground', 'disk', '--blocks', '80', '--late', '5000', '--trials', '12'];
    const { stdout, stderr } = await startProgram(PROGRAM, { args: words, env: process.env }).ended;
    expect(stderr).toBe('');
    const rows = stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
    const verdicts = new Map(rows.map(([, , who = '', , , , , verdict = '']): [string, string] => [who, verdict]));
    const others = CLASS_NAMES.filter((who) => who !== 'known');
    for (const who of others) expect(verdicts.get(TITLES[who]), who).toMatch(/.../);
    expect(verdicts.get(TITLES.late)).toBe('found');
    expect(rows.filter(([, , , about = '']) => about === 'known against unknown')).toHaveLength(4);
  }, 240_000);
});
