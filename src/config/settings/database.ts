import { z } from 'zod';
import { decimal, setting, text, whole } from './setting.ts';

/** The settings of the group Database. */
export const DATABASE = {
  dbHost: setting('AI_DB_HOST', 'Database', 'MySQL or MariaDB host.', text().default('127.0.0.1')),
  dbPort: setting('AI_DB_PORT', 'Database', 'Its port.', whole(1, 65535).default(3306)),
  dbName: setting(
    'AI_DB_DATABASE',
    'Database',
    'Database that holds the `ai_` tables.',
    text().default('callmill'),
  ),
  dbUser: setting(
    'AI_DB_USERNAME',
    'Database',
    'User with SELECT, INSERT, UPDATE, DELETE (and CREATE, ALTER, INDEX, DROP for `migrate`).',
    text().default('callmill'),
  ),
  dbPassword: setting('AI_DB_PASSWORD', 'Database', 'Its password.', z.string().default(''), true),
  dbPoolSize: setting(
    'CALLMILL_DB_POOL',
    'Database',
    'Connections one worker keeps at most, besides up to two that look at the queue.',
    whole(2, 50).default(4),
  ),
  dbQueryTimeoutSeconds: setting(
    'CALLMILL_DB_QUERY_TIMEOUT',
    'Database',
    'Seconds after which a query is given up and its connection dropped.',
    decimal(0.2, 600).default(15),
  ),
} as const;
