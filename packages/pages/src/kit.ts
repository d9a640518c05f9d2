// What other pages of Rekey are made of: the same document, theme, languages, headers and forms.

export { documentOf } from './document.ts';
export { faultPage } from './fault-page.ts';
export { type Fault, faultSummary } from './fault-summary.ts';
export { usernameField } from './fields.ts';
export { textsIn } from './languages.ts';
export type { PageContext } from './page-context.ts';
export { goesOnTo, type PageRoute, type Reply, shows } from './page-route.ts';
export type { PageTexts } from './page-texts.ts';
export type { Logo } from './pages-options.ts';
export type { Form } from './read-form.ts';
export { servePages } from './serve-pages.ts';
export type { FoundBy } from './texts/names.ts';
