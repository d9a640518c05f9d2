import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { server } from './example.ts';
import { API, LOCATION } from './server-under-test.ts';

describe('the example in the README', () => {
  it('works', async () => {
    const answer = await server.inject(`/studio${API}/forgot-password.json?username=jane.doe`);
    expect([answer.statusCode, answer.payload]).toEqual([200, '{"message":"OK"}']);
    expect(answer.headers.location).toBe(`${LOCATION}jane.doe`);
    expect((await server.inject('/')).payload).toBe('{"message":"Not found"}');
  });

  it('is this code, line for line', async () => {
    const [readme, example] = await Promise.all(
      ['../README.md', './example.ts'].map((path) => readFile(new URL(path, import.meta.url), 'utf8')),
    );
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });
});
