export { type AdminOptions, adminPlugin } from './admin-plugin.ts';
export type { OnFault } from './admin-route.ts';
export { createIsToken } from './guard.ts';
export type { Render } from './metrics-route.ts';
export type { DescribedApi } from './openapi.ts';
export { isProbe, probesPlugin } from './probes-plugin.ts';
export { createReadiness, type Readiness } from './readiness.ts';
