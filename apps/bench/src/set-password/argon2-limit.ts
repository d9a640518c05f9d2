// A bare server: one argon2id hash for each request, with Rekey's parameters. No look-up, no check, no row, no log.
import { createServer } from 'node:http';
import { hash } from '@node-rs/argon2';

const [, , port = ''] = process.argv;
const ARGON2ID = 2;
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const PASSWORD = Buffer.from('a password that is long enough');

createServer(async (request, response) => {
  for await (const _ of request);
  response.end(await hash(PASSWORD, OPTIONS));
}).listen(Number(port), '127.0.0.1');
