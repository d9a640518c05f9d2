import pg from 'pg';

/** Every row of every table of a database as one text, for a test that looks for what must not be in it. */
export async function dumpPostgres(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
    );
    const dumps: string[] = [];
    for (const { name } of tables) dumps.push(JSON.stringify((await client.query(`select * from ${name}`)).rows));
    return dumps.join('\n');
  } finally {
    await client.end();
  }
}
