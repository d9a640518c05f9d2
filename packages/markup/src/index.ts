export { type Html, html } from './html.ts';
export { contrast, createTheme, inkOn, type Theme, type ThemeSettings } from './theme.ts';
