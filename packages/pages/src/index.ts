export { changePasswordPlugin } from './change-password-plugin.ts';
export type { PageOverrides } from './languages.ts';
export type { PageTexts } from './page-texts.ts';
export type { Logo, PagesOptions } from './pages-options.ts';
export { pagesPlugin } from './pages-plugin.ts';
