import { CallmillError } from '../errors/error.ts';
import { type Config, SETTINGS } from './settings.ts';

/**
 * The configuration with some settings replaced, each given as `NAME=VALUE` with the environment variable's name.
 * Secrets are refused: they would end up in the shell's history.
 *
 * @throws CallmillError usage for an unknown name or a value that does not fit
 */
export function overrideSettings(config: Config, assignments: readonly string[]): Config {
  const replaced: Record<string, unknown> = { ...config };
  for (const assignment of assignments) {
    const [, env = '', value = ''] = /^([A-Z0-9_]+)=(.*)$/s.exec(assignment) ?? [];
    const known = Object.entries(SETTINGS).find(([, setting]) => setting.env === env && !setting.secret);
    if (known === undefined) {
      throw new CallmillError('usage', `${env === '' ? 'A setting' : env} cannot be set here`, {
        remedy: 'Write NAME=VALUE with a name of the configuration table in README.md.',
      });
    }
    const [name, setting] = known;
    const parsed = setting.schema.safeParse(value === '' ? undefined : value);
    if (!parsed.success) {
      throw new CallmillError(
        'usage',
        `${env} ${parsed.error.issues.map(({ message }) => message).join('; ')}`,
      );
    }
    replaced[name] = parsed.data;
  }
  return replaced as Config;
}
