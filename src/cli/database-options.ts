import type { Config } from '../config/settings.ts';
import type { DatabaseOptions } from '../database/connect.ts';

/** The database part of the configuration. */
export function databaseOptions(config: Config): DatabaseOptions {
  return {
    host: config.dbHost,
    port: config.dbPort,
    database: config.dbName,
    user: config.dbUser,
    password: config.dbPassword,
    poolSize: config.dbPoolSize,
    queryTimeoutMs: config.dbQueryTimeoutSeconds * 1000,
  };
}
