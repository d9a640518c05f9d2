export { createRekeyClient, type RekeyClient, type RekeyClientOptions } from './client.ts';
export type * from './outcomes.ts';
