import { median } from '../statistics.ts';
import { type Figure, ratiosOf } from './figure.ts';

/** Whether the median reaches the goal; `null` where there is none. What was not measured reaches nothing. */
export function reaches(figure: Figure): boolean | null {
  const { goal } = figure;
  switch (goal?.kind) {
    case undefined:
      return null;
    case 'share':
      return median(ratiosOf(figure)) >= goal.atLeast;
    case 'times':
      return median(ratiosOf(figure)) <= goal.atMost;
    case 'bound':
      return median(figure.ours) < goal.below;
  }
}
