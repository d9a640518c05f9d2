import { type ClassName, TITLES } from './classes.ts';
import type { ClassLine } from './compare-classes.ts';
import type { ProbeLine } from './compare-probes.ts';
import { CHANCE_GATE, type Ground } from './plan.ts';

export const GROUND_TITLES: Readonly<Record<Ground, string>> = { memory: 'in memory', disk: 'on disk' };
const CONTROLS: readonly ClassName[] = ['twin', 'late'];

const CLASS_HEAD = [
  'database',
  'asked for',
  'median difference, µs',
  '95 % interval',
  'detectable, µs',
  'p: sign, Wilcoxon',
  '',
];
const PROBE_HEAD = ['database', 'client’s core', 'asked for', 'figure', 'chance to tell', '95 % interval', ''];

export function renderClassLines(lines: readonly ClassLine[]): string {
  return markdown(CLASS_HEAD, lines.map(classCells));
}

export function renderProbeLines(lines: readonly ProbeLine[]): string {
  return markdown(PROBE_HEAD, lines.map(probeCells));
}

function classCells(line: ClassLine): readonly string[] {
  const { database, ground, who, median, low, high, detectable, signP, rankP } = line;
  return [
    `${database} ${GROUND_TITLES[ground]}`,
    TITLES[who],
    median.toFixed(2),
    `${low.toFixed(2)} to ${high.toFixed(2)}`,
    detectable.toFixed(2),
    `${small(signP)}, ${small(rankP)}`,
    classVerdict(line),
  ];
}

function classVerdict({ who, gate, passed, found }: ClassLine): string {
  if (who === 'late') return passed ? 'found' : 'NOT FOUND';
  if (who === 'twin' && found) return 'FOUND';
  // Too few blocks, or too much noise, is no proof either.
  return `${passed ? 'inside' : found ? 'OUTSIDE' : 'NOT SHOWN inside'} ±${gate} µs`;
}

function probeCells(line: ProbeLine): readonly string[] {
  const { database, clientOn, who, figure, chance, low, high } = line;
  const about = CONTROLS.includes(who) ? 'control: stalls after its answer' : `${TITLES[who]} against unknown`;
  return [
    ...[database, clientOn, about, figure, chance.toFixed(3), `${low.toFixed(3)} to ${high.toFixed(3)}`],
    probeVerdict(line),
  ];
}

function probeVerdict({ who, passed, low, high }: ProbeLine): string {
  const told = low > 0.5 || high < 0.5;
  if (who === 'late') return told ? 'heard' : passed ? 'not heard by this figure' : 'NOT HEARD';
  return `${passed ? 'inside' : told ? 'OUTSIDE' : 'NOT SHOWN inside'} ${CHANCE_GATE.low} to ${CHANCE_GATE.high}`;
}

const small = (p: number): string => (p < 0.001 ? p.toExponential(0) : p.toFixed(3));

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
