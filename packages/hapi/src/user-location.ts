import { API } from './route.ts';

/** The address at which an operator can look a user up. */
export type LocationOf = (username: string) => string;

/** Made from the configured URL only: a Host header or an absolute request target must not choose where a link leads (CWE-640). */
export function createLocationOf(publicUrl: string): LocationOf {
  const base = `${publicUrl.replace(/\/+$/, '')}${API}/get.json?username=`;
  return (username) => base + encodeURIComponent(username);
}
