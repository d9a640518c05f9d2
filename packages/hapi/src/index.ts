export { notFoundPlugin } from './not-found-plugin.ts';
export type { RekeyOptions } from './rekey-options.ts';
export { rekeyPlugin } from './rekey-plugin.ts';
export { type OnFault, RouteFault } from './route-fault.ts';
