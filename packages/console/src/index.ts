export { CONSOLE_PATHS, type ConsoleOptions, consolePlugin } from './console-plugin.ts';
export type { Operations } from './desk.ts';
