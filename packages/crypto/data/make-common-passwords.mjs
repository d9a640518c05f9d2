// Writes common-passwords.txt: the passwords of @zxcvbn-ts/language-common in lower case, one a line, sorted by their bytes.
import { writeFileSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';

const words = new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()));
writeFileSync(
  new URL('common-passwords.txt', import.meta.url),
  `${[...words].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))).join('\n')}\n`,
);
