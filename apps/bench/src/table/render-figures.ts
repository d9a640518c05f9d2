import { median } from '../statistics.ts';
import { type Figure, type Goal, ratiosOf } from './figure.ts';
import { renderTable } from './render-table.ts';
import { reaches } from './verdict.ts';

const HEAD = ['what', 'ours', 'limit', 'ratio', 'goal', ''];
const NOTHING = '\u2013';

/** The table of one noun: medians over the rounds, the lowest and the highest ratio in brackets. */
export function renderFigures(figures: readonly Figure[]): string {
  return renderTable([HEAD, ...figures.map(cellsOf)]);
}

function cellsOf(figure: Figure): readonly string[] {
  const { what, ours, limit = [], goal } = figure;
  return [what, number(median(ours)), number(median(limit)), ratioText(figure), goalText(goal), verdictText(figure)];
}

function number(value: number): string {
  if (Number.isNaN(value)) return NOTHING;
  return value >= 100 ? Math.round(value).toString() : value.toFixed(1);
}

/** A wide span says that something else ran on the machine. */
function ratioText(figure: Figure): string {
  const ratios = ratiosOf(figure);
  if (ratios.length === 0) return NOTHING;
  const [middle, lowest, highest] = [median(ratios), Math.min(...ratios), Math.max(...ratios)];
  return figure.goal?.kind === 'times'
    ? `${middle.toFixed(2)} (${lowest.toFixed(2)}-${highest.toFixed(2)})`
    : `${percent(middle)} % (${percent(lowest)}-${percent(highest)})`;
}

const percent = (ratio: number): string => Math.round(ratio * 100).toString();

function goalText(goal: Goal | undefined): string {
  switch (goal?.kind) {
    case undefined:
      return NOTHING;
    case 'share':
      return `at least ${percent(goal.atLeast)} %`;
    case 'times':
      return `at most ${goal.atMost}`;
    case 'bound':
      return `below ${goal.below}`;
  }
}

function verdictText(figure: Figure): string {
  const reached = reaches(figure);
  return reached === null ? '' : reached ? 'met' : 'not met';
}
