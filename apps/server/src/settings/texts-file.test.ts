import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SettingsFault } from './settings-fault.ts';
import { readTexts } from './texts-file.ts';

function read(content: string | object) {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-texts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'texts.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return readTexts(path);
}

function faultsOf(content: string | object): readonly string[] {
  try {
    read(content);
    return [];
  } catch (fault) {
    if (fault instanceof SettingsFault) return fault.faults;
    throw fault;
  }
}

describe('readTexts', () => {
  it('gives what the file says otherwise, and nothing where there is no file', () => {
    const german = { footer: 'Ein Gruß von {service}.', signIn: 'Herein' };
    expect(read({ de: { mail: german }, en: { mail: {} } }).mail).toEqual({ de: german });
    expect(readTexts(undefined)).toEqual({ mail: {}, pages: {} });
  });

  it('names everything that is wrong, a line each', () => {
    const mail = {
      footer: 'Greetings.',
      signIn: 'Come {in}',
      help: 7,
      notMe: 'a\nb',
      resetSubject: '',
      typo: 'x',
      constructor: 'x',
      resetOpening: '{user} {user} {time}',
    };
    expect(faultsOf({ en: { mail, sms: { a: 'b' } }, nl: { mail: {}, a: 1 }, fr: 'x', de: { mail: ['x'] } })).toEqual([
      'REKEY_TEXTS: "en" "mail" "footer": the text must hold {service}',
      'REKEY_TEXTS: "en" "mail" "signIn": the text must hold no braces',
      'REKEY_TEXTS: "en" "mail" "help": a text of one line, at most 1000 characters, is wanted',
      'REKEY_TEXTS: "en" "mail" "notMe": a text of one line, at most 1000 characters, is wanted',
      'REKEY_TEXTS: "en" "mail" "resetSubject": a text of one line, at most 1000 characters, is wanted',
      'REKEY_TEXTS: "en" "mail" "typo": there is no such text; do you mean help?',
      'REKEY_TEXTS: "en" "mail" "constructor": there is no such text; do you mean resetButton?',
      'REKEY_TEXTS: "en" "mail" "resetOpening": the text must hold {time} {user}',
      'REKEY_TEXTS: "en" "sms" "a": the sections are mail, pages',
      'REKEY_TEXTS: "nl" "a": the languages are en, de, fr, es, ar',
      'REKEY_TEXTS: "fr": an object with mail, pages is wanted',
      'REKEY_TEXTS: "de" "mail": an object with texts is wanted',
    ]);
  });

  it('names a file that is none', () => {
    expect(faultsOf('{')[0]).toMatch(/^REKEY_TEXTS wants JSON; /);
    expect(faultsOf('[]')[0]).toMatch(/^REKEY_TEXTS wants a JSON object /);
    expect(() => readTexts('/nowhere/texts.json')).toThrow(/^REKEY_TEXTS wants a file that can be read, .*ENOENT/);
  });
});
