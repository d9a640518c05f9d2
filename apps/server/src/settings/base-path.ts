/** `/studio` or `/a/b`: plain segments without a slash at the end; `/` is no prefix. Anything else is `undefined`. */
export function parseBasePath(raw: string): string | undefined {
  if (raw === '/') return '';
  return /^(\/[A-Za-z0-9._~-]+)+$/.test(raw) && !/\/\.{1,2}(\/|$)/.test(raw) ? raw : undefined;
}
