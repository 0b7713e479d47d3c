import pg from 'pg';

/** Jest's global tear-down: away with the throw-away server, or with what this run made on somebody else's. */
export default async function stopEmbeddedForTests(): Promise<void> {
  if (globalThis.embeddedForTests) return globalThis.embeddedForTests.stop();
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [`keizoku_test_${process.env.TEST_RUN ?? ''}_`],
    );
    for (const { datname } of rows) {
      const name = pg.escapeIdentifier(datname);
      await client.query(`ALTER DATABASE ${name} IS_TEMPLATE false`);
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  } finally {
    await client.end();
  }
}
