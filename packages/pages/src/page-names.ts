/** What the pages are called in links, and their steps: the answers that a form leads to. */
export const ASK = 'forgot-password';
export const SENT = 'sent';
export const CHOOSE = 'reset-password';
export const NOT_ME = 'not-me';
export const DONE = 'done';
