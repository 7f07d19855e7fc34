import { execFile, execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { FreshDatabase } from '../../setup/fresh-database.ts';

const SCRIPT = fileURLToPath(new URL('./application.php', import.meta.url));
const PACKAGES = ['Illuminate/Database', 'Illuminate/Filesystem', 'Illuminate/Http', 'League/Flysystem'];

/** Why the Laravel tests cannot run here, or null: PHP and Debian's Eloquent packages must be there. */
export const MISSING_LARAVEL = missingLaravel();

function missingLaravel(): string | null {
  const check = PACKAGES.map((name) => `is_file('/usr/share/php/${name}/autoload.php')`).join(' && ');
  try {
    execFileSync('php', ['-r', `exit(${check} && extension_loaded('pdo_mysql') ? 0 : 1);`], {
      stdio: 'ignore',
    });
    return null;
  } catch {
    return 'needs php-cli, php-mysql, php-illuminate-database, -filesystem, -http, php-league-flysystem';
  }
}

export interface LaravelSettings {
  readonly database: FreshDatabase;
  /** Folder that serves as the bucket. */
  readonly bucket: string;
  /** `time_zone` of the application's database session; the example's own (UTC) when absent. */
  readonly sessionTimeZone?: string;
}

/** Runs one action of the small Laravel application and returns its JSON answer. */
export async function laravel(
  { database, bucket, sessionTimeZone }: LaravelSettings,
  action: string,
  ...given: readonly (string | number)[]
): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)('php', [SCRIPT, action, ...given.map(String)], {
    env: {
      PATH: '/usr/bin:/bin',
      AI_DB_HOST: database.host,
      AI_DB_PORT: String(database.port),
      AI_DB_DATABASE: database.database,
      AI_DB_USERNAME: database.user,
      AI_DB_PASSWORD: database.password,
      BUCKET: bucket,
      ...(sessionTimeZone === undefined ? {} : { SESSION_TIME_ZONE: sessionTimeZone }),
    },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}
