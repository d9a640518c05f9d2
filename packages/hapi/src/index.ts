export { crafterApi2Plugin } from './api2/crafter-api2-plugin.ts';
export { notFoundPlugin } from './not-found-plugin.ts';
export { describeRecovery, type OpenApiDocument, type RecoveryDescription } from './openapi/describe-recovery.ts';
export type { CrafterApi2Options, RekeyOptions } from './rekey-options.ts';
export { rekeyPlugin } from './rekey-plugin.ts';
export { type OnFault, RouteFault } from './route-fault.ts';
