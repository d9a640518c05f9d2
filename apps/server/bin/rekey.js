#!/usr/bin/env node
// Plain JavaScript, and committed: npm links a bin only if its file exists when it installs.
// Without that link npx would fetch a stranger's package of this name.
import { existsSync } from 'node:fs';

const MAIN = new URL('../dist/main.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 20)) {
  process.stderr.write(`rekey needs Node.js 20.20 or newer; this is ${process.versions.node}\n`);
  process.exitCode = 1;
} else if (!existsSync(MAIN)) {
  process.stderr.write('rekey is not built yet: run npm run build\n');
  process.exitCode = 1;
} else {
  const { main } = await import(MAIN.href);
  await main();
}
