import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { connect } from '@rekey/knex';
import { sqlitePath } from '../composition/database.ts';
import { Refusal } from '../refusal.ts';

export const DEMO_DATABASE_URL = 'sqlite:./var/demo.sqlite';

// "Reky", in the field of SQLite's header that says which program a file belongs to.
const APPLICATION_ID = 0x52656b79;
const HEADER_BYTES = 100;
const APPLICATION_ID_AT = 68;

/**
 * Makes a new file the demo's own, and refuses every other: the demo sets a password that stands on its screen,
 * and nobody's real users should have it.
 */
export async function claimDemoDatabase(url: string): Promise<void> {
  if (!url.startsWith('sqlite:')) {
    throw new Refusal('--demo keeps to an SQLite file of its own: unset REKEY_DATABASE_URL');
  }
  const path = sqlitePath(url);
  const owner = ownerOf(path);
  if (owner === 'somebody') {
    throw new Refusal(`--demo did not make ${path} and leaves it alone: unset REKEY_DATABASE_URL, or name a new file`);
  }
  if (owner === 'nobody') await mark(url);
}

/** Reads the header only: opening a strange database would already change it. */
function ownerOf(path: string): 'nobody' | 'demo' | 'somebody' {
  if (!existsSync(path)) return 'nobody';
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  try {
    if (readSync(file, header) === 0) return 'nobody';
  } finally {
    closeSync(file);
  }
  return header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID ? 'demo' : 'somebody';
}

async function mark(url: string): Promise<void> {
  const connections = connect({ url });
  try {
    await connections.write.raw(`pragma application_id = ${APPLICATION_ID}`);
  } finally {
    // Closing writes the mark from the write-ahead log into the file, where `ownerOf` looks.
    await connections.close();
  }
}
