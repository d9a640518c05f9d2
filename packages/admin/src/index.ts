export { isProbe, probesPlugin } from './probes-plugin.ts';
export { createReadiness, type Readiness } from './readiness.ts';
