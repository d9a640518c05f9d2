// A padded answer has 800 to 1,000 lines of some 40 bytes. What is much longer is no answer, and nobody reads it to its end.
const MAX_BYTES = 262_144;

/**
 * Fetches one range as text, within `timeoutMs` for all of it. Throws at anything but a whole answer of 200: a redirect
 * too, because it would take the question, and the trust in the answer, to wherever somebody says.
 */
export async function fetchRange(url: string, timeoutMs: number): Promise<string> {
  const response = await fetch(url, {
    headers: { 'Add-Padding': 'true', Accept: 'text/plain', 'User-Agent': 'Rekey' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (response.status === 200) return readBounded(response);
  await response.body?.cancel();
  throw new Error(`the service answered ${response.status}`);
}

async function readBounded({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop by a throw ends the connection.
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) throw new Error(`the service answered more than ${MAX_BYTES} bytes`);
  }
  return Buffer.concat(chunks).toString('latin1');
}
