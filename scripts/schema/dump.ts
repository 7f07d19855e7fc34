import { sql } from 'kysely';
import type { Connection } from '../../src/database/connect.ts';

const HEADER = `-- Every table that the migrations make, as the server shows it, without what differs from engine to engine.
-- Written by "node scripts/dump-schema.ts"; a test fails when a migration changes it and this file does not say so.
`;

/** CREATE statements of all ai_ tables by name, free of counters, defaults of the engine and display widths. */
export async function dumpSchema(connection: Connection): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    SELECT TABLE_NAME AS name FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'ai\\_%'`.execute(connection);
  const tables: string[] = [];
  // Sorted here: the engines' own order depends on their collations.
  for (const name of rows.map((row) => row.name).toSorted()) {
    const shown = await sql<{ 'Create Table': string }>`SHOW CREATE TABLE ${sql.table(name)}`.execute(
      connection,
    );
    tables.push(`${normalise(shown.rows[0]?.['Create Table'] ?? '')};\n`);
  }
  return [HEADER, ...tables].join('\n');
}

/**
 * One text for MariaDB and MySQL: MariaDB shows JSON as longtext with a check, integers with a display width and
 * collations that are the table's own, and leaves NULL out of other columns than MySQL, which quotes numbers.
 */
export function normalise(create: string): string {
  return create
    .replace(/ AUTO_INCREMENT=\d+/g, '')
    .replace(/ \/\*!?\d* ?.*?\*\//g, '')
    .replace(
      / longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin(.*?) CHECK \(json_valid\(`\w+`\)\)/g,
      ' json$1',
    )
    .replace(/\b(bigint|int|smallint|tinyint)\(\d+\)/g, '$1')
    .replace(/ (?:CHARACTER SET utf8mb4 )?COLLATE utf8mb4_unicode_ci\b/g, '')
    .replace(/CHARACTER SET ascii COLLATE ascii_bin/g, 'ascii_bin')
    .replace(/DEFAULT '(\d+)'/g, 'DEFAULT $1')
    .replace(/DEFAULT \((utc_timestamp\(6\))\)/gi, 'DEFAULT $1')
    .replace(/ DEFAULT NULL/g, ' NULL')
    .replace(/(` (?:json|(?:tiny|medium|long)?(?:text|blob)))(?=,|\n| COMMENT)/g, '$1 NULL');
}
