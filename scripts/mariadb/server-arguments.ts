import { join } from 'node:path';
import { temporary, userArguments } from './install.ts';

export interface ServerArguments {
  readonly directory: string;
  readonly data: string;
  readonly socket: string;
  readonly port: number;
  readonly durable: boolean;
  readonly extra: readonly string[];
}

/** A server for one machine and few connections: 127.0.0.1 only, small buffers, no binary log, nobody's my.cnf. */
export function serverArguments(options: ServerArguments): readonly string[] {
  const { directory } = options;
  return [
    '--no-defaults',
    `--datadir=${options.data}`,
    `--tmpdir=${temporary(directory)}`,
    `--socket=${options.socket}`,
    `--port=${options.port}`,
    `--pid-file=${pidFile(directory)}`,
    `--init-file=${initFile(directory)}`,
    `--log-error=${errorLog(directory)}`,
    '--bind-address=127.0.0.1',
    '--skip-name-resolve',
    '--skip-log-bin',
    '--local-infile=OFF',
    '--character-set-server=utf8mb4',
    '--collation-server=utf8mb4_unicode_ci',
    '--max-connections=200',
    '--max-allowed-packet=64M',
    '--performance-schema=OFF',
    '--key-buffer-size=1M',
    '--innodb-buffer-pool-size=64M',
    '--innodb-log-file-size=16M',
    ...(options.durable ? [] : ['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync']),
    ...userArguments(),
    ...options.extra,
  ];
}

export const pidFile = (directory: string) => join(directory, 'mariadb.pid');
export const initFile = (directory: string) => join(directory, 'init.sql');
export const errorLog = (directory: string) => join(directory, 'mariadb.log');
