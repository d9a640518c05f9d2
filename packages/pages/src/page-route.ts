import type { Form } from './read-form.ts';
import type { Reply } from './reply.ts';
import type { Visit } from './visit.ts';

/** One page and its form. */
export interface PageRoute {
  readonly path: string;
  /** How long after the deadline an answer may still come, because it must not be wrong. */
  readonly graceMs?: number;
  /** Changes nothing, ever: mail scanners open links. */
  show(visit: Visit): Reply;
  take(visit: Visit, form: Form): Promise<Reply>;
}
