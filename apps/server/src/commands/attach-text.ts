import type { AttachOutcome, Question } from '@rekey/attach';

/** What `rekey attach` says to people, line by line. */
export function attachText({ report, ...outcome }: AttachOutcome): readonly string[] {
  const { application, mapping, sessions, grants, questions, advice } = report;
  return [
    ...(application === null ? [] : [`application: ${application}`]),
    ...(outcome.kind === 'refused' ? [`refused: ${outcome.reason}`] : []),
    ...advice.map((sentence) => `note: ${sentence}`),
    ...(mapping === null ? [] : ['', 'the mapping, for REKEY_USERS_MAPPING:', JSON.stringify(mapping, null, 2)]),
    ...(sessions === null ? [] : ['', 'the sessions, for REKEY_SESSIONS_MAPPING:', JSON.stringify(sessions, null, 2)]),
    ...(grants.length === 0 ? [] : ['', 'the grants that Rekey needs:', ...grants]),
    ...questions.flatMap(questionLines),
  ];
}

function questionLines({ option, asks, choices }: Question): readonly string[] {
  return [`answer with ${option}: ${asks}`, ...choices.map((choice) => `  ${option} ${shellWord(choice)}`)];
}

function shellWord(word: string): string {
  return /^[\w./:=,@+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
