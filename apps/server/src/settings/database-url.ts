/** `sqlite:<path>` or `postgres://...`, as it was written, or `undefined`. */
export function parseDatabaseUrl(raw: string): string | undefined {
  if (raw.startsWith('sqlite:')) return isPath(raw.slice('sqlite:'.length)) ? raw : undefined;
  if (!/^postgres(ql)?:\/\//.test(raw) || !URL.canParse(raw)) return undefined;
  return new URL(raw).hostname === '' ? undefined : raw;
}

// Server and courier are two processes: a database in the memory of one would be empty for the other.
function isPath(path: string): boolean {
  return path.trim() !== '' && !path.startsWith(':memory:') && !path.startsWith('?') && !path.includes('\0');
}
