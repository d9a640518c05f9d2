import type { Dice } from './dice.ts';
import { oddText } from './hostile-words.ts';

const VALUES = ['null', 'true', '0', '-1', '1e309', '9007199254740993', '[]', '{}', '[""]', '{"$regex":".*"}', '""'];
const PASSWORDS = [
  'a password nobody knows',
  'short',
  'x'.repeat(257),
  'jane.doe@example.com',
  'rekey',
  '密码'.repeat(9),
];
const WRAPPINGS: readonly ((json: string) => string)[] = [
  (json) => `\ufeff${json}`,
  (json) => `[${json}]`,
  (json) => `${json}${json}`,
  (json) => `${json},`,
  (json) => `${json}\0`,
  (json) => json.slice(0, -1),
  (json) => json.replaceAll('"', "'"),
  (json) => `/* */${json}`,
  (json) => json.padEnd(8_192),
  (json) => json.padEnd(8_193),
  (json) => json.padEnd(65_536),
  (json) => ` \r\n\t${json}\n`,
  (json) => `{"x":${'['.repeat(3_000)}${']'.repeat(3_000)},${json.slice(1)}`,
  (json) => `{"a":`.repeat(1_500) + json,
];
const EXTRAS = [
  '"__proto__":{"token":"t"}',
  '"constructor":{"prototype":{}}',
  '"token":"again"',
  '"new":"again, and long enough"',
  '"\\u0074oken":"again"',
  '"username":"root"',
  '"email":"evil@example.com"',
  '"x":{"a":1,"a":2}',
  '"x":"\\ud800"',
  '"x":"\\u0000"',
];

/** A body for set-password.json that was one of ours before somebody got at it. */
export function hostileJson(dice: Dice, token: string): Buffer {
  const members = [`"token":${jsonOf(dice, token)}`, `"new":${jsonOf(dice, dice.pick(PASSWORDS))}`];
  if (dice.happens(0.15)) members.splice(dice.below(3), 0, dice.pick(EXTRAS));
  if (dice.happens(0.05)) members.splice(dice.below(members.length), 1);
  const json = `{${members.join(dice.happens(0.9) ? ',' : ' , ')}}`;
  const bytes = Buffer.from(dice.happens(0.12) ? dice.pick(WRAPPINGS)(json) : json);
  return dice.happens(0.05) ? mutated(dice, bytes) : bytes;
}

function jsonOf(dice: Dice, text: string): string {
  if (dice.happens(0.85)) return JSON.stringify(text);
  if (dice.happens(0.5)) return dice.pick(VALUES);
  return JSON.stringify(dice.happens(0.5) ? `${text}${oddText(dice)}` : oddText(dice));
}

/** A few bytes changed, lost, doubled or moved. */
export function mutated(dice: Dice, bytes: Buffer): Buffer {
  let result = bytes;
  for (let n = dice.below(4); n >= 0; n -= 1) {
    const [from, to] = [dice.below(result.length + 1), dice.below(result.length + 1)].sort((one, other) => one - other);
    const piece = result.subarray(from, Math.min(to ?? 0, (from ?? 0) + 40));
    const middle = dice.pick([Buffer.from([dice.below(256)]), Buffer.alloc(0), Buffer.concat([piece, piece]), piece]);
    result = Buffer.concat([result.subarray(0, from), middle, result.subarray((from ?? 0) + piece.length)]);
  }
  return result;
}
