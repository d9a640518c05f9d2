// Opens the database at argv[2] and does, on each line of its input, what the line says; answers with a line of JSON.
import { createInterface } from 'node:readline';
import { openDatabase } from '../../dist/index.js';

const [, , url] = process.argv;
const database = openDatabase({ url });

const deeds = {
  migrate: () => database.migrate(),
  claim: async ({ options, rounds }) => {
    const ids = [];
    for (let round = 0; round < rounds; round += 1) {
      ids.push(...(await database.letters.claim(options)).claimed.map(({ id }) => id));
    }
    return ids;
  },
  consume: ({ digests, key, revision }) =>
    Promise.all(
      digests.map((digest) =>
        database.units.run(async ({ users, tokens }) => {
          await users.hold({ key });
          await tokens.inspect(digest);
          return tokens.consume(digest, revision);
        }),
      ),
    ),
};

process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { deed, ...options } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(await deeds[deed](options))}\n`);
}
await database.close();
