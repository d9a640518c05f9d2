import { readdirSync, readFileSync } from 'node:fs';
import type { Application } from './application.ts';

const FOLDER = new URL('../applications/', import.meta.url);

/** Every application that Rekey knows, in the order of their names. */
export function knownApplications(): readonly Application[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.json'.length),
      ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<Application, 'name'>),
    }));
}
