export { notFoundPlugin } from './not-found-plugin.ts';
export { changePasswordPlugin } from './pages/change-password-plugin.ts';
export type { PageOverrides } from './pages/languages.ts';
export type { PageTexts } from './pages/page-texts.ts';
export type { Logo, PagesOptions } from './pages/pages-options.ts';
export { pagesPlugin } from './pages/pages-plugin.ts';
export type { RekeyOptions } from './rekey-options.ts';
export { rekeyPlugin } from './rekey-plugin.ts';
export { type OnFault, RouteFault } from './route-fault.ts';
