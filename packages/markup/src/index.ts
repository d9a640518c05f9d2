export { type Html, html } from './html.ts';
export { contrast, createLook, inkOn, type Look, type LookSettings } from './look.ts';
