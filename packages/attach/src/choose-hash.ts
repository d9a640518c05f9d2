import type { Application } from './application.ts';
import type { HashSample } from './hash-sample.ts';
import type { HashFile } from './mapping-file.ts';
import { type Answers, type Question, question } from './report.ts';

/** Formats that only verify: a new hash is written in what the application moved to. */
const SUCCESSORS: Readonly<Record<string, string>> = { phpass: 'wordpress' };

export type HashChoice = { readonly hash: HashFile } | { readonly question: Question };

/**
 * The format to write: an answer counts most, then what most stored hashes are, then what the application writes by itself.
 * Values of no known format raise a question: a hash that the sign-in can't read would lock its user out.
 */
export function chooseHash(
  { formats, unknown, values }: HashSample,
  application: Pick<Application, 'hashes' | 'bcryptPrefix'>,
  answers: Answers,
  knownFormats: readonly string[],
): HashChoice {
  const pepper =
    answers.pepperFile === undefined || answers.pepperFile === 'none' ? {} : { pepperFile: answers.pepperFile };
  const chosen = (format: string): HashChoice => {
    const stored = formats.find((each) => each.format === format);
    const prefix =
      format === 'bcrypt' && application.bcryptPrefix !== undefined ? { prefix: application.bcryptPrefix } : {};
    return { hash: { ...(stored ?? { format, ...prefix }), ...pepper } };
  };
  const ask = (asks: string): HashChoice => ({ question: question('hash', asks, application.hashes ?? knownFormats) });
  if (answers.hash !== undefined) {
    return knownFormats.includes(answers.hash)
      ? chosen(answers.hash)
      : ask(`${answers.hash} is no format that Rekey writes`);
  }
  if (unknown > values / 2)
    return ask('the stored hashes are of no format that Rekey knows: which one does the sign-in read?');
  const { hashes = [] } = application;
  const frequent = formats.map(({ format }) => SUCCESSORS[format] ?? format);
  const seen = hashes.length === 0 ? frequent[0] : (frequent.find((format) => hashes.includes(format)) ?? hashes[0]);
  return seen === undefined
    ? ask('there is no hash yet to tell the format by: which one does the sign-in read?')
    : chosen(seen);
}
