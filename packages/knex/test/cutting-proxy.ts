import { type Fate, startCuttingProxy } from '@rekey/laboratory';
import { onTestFinished } from 'vitest';

/** The URL of a database behind a proxy that cuts lines. Gone when the test is over. */
export async function cuttingProxy(url: string, decide: (said: string) => Fate): Promise<string> {
  const proxy = await startCuttingProxy(url, decide);
  onTestFinished(() => proxy.stop());
  return proxy.url;
}
