import type { Command } from 'commander';
import { requireTenants } from '../../queue/tenants.ts';
import { hasFeature, setFeature, TENANT_FEATURES, type TenantFeature } from '../../tenants/features.ts';
import { oneOf, wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface Options {
  readonly tenant: number;
  readonly on?: TenantFeature;
  readonly off?: TenantFeature;
  readonly json?: true;
}

/** `callmill features`: what a tenant has opted in to. Everything is off until somebody switches it on. */
export function registerFeatures(program: Command, context: CliContext): void {
  const feature = oneOf(...TENANT_FEATURES);
  program
    .command('features')
    .description('Show or switch what a tenant has opted in to: voice prints, endpoints elsewhere.')
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .option('--on <feature>', TENANT_FEATURES.join(', '), feature)
    .option('--off <feature>', 'the same, to switch it off', feature)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill features --tenant 3 --on remote_analysis')
    .action(async ({ tenant, on, off, json }: Options) => {
      const states = await withDatabase(context, async (database) => {
        await requireTenants(database, [tenant]);
        if (on !== undefined) await setFeature(database.kysely, tenant, on, true);
        if (off !== undefined) await setFeature(database.kysely, tenant, off, false);
        const found: Record<string, boolean> = {};
        for (const name of TENANT_FEATURES) found[name] = await hasFeature(database.kysely, tenant, name);
        return found;
      });
      if (json === true) return printJson(context, states);
      const rows = Object.entries(states).map(([name, enabled]) => [name, enabled ? 'on' : 'off']);
      print(context, table(['feature', `tenant ${tenant}`], rows));
    });
}
