import { type Command, InvalidArgumentError } from 'commander';
import { parsePolicy } from '../../pii/policy.ts';
import { policyHash } from '../../pii/policy-hash.ts';
import { requireTenants } from '../../queue/tenants.ts';
import { EVERYBODY, loadPolicy, savePolicy } from '../../tenants/policies.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { readPolicy } from '../read-policy.ts';
import { withDatabase } from '../with-database.ts';

interface Options {
  readonly tenant: number;
}

/** `callmill policy`: how a tenant's calls are redacted. */
export function registerPolicy(program: Command, context: CliContext): void {
  const policy = program
    .command('policy')
    .description("Show or set a tenant's redaction policy; tenant 0 is everybody without one.");

  policy
    .command('show')
    .description('The policy in force for a tenant, as JSON.')
    .requiredOption('--tenant <id>', 'the tenant, 0 for everybody', tenantOrEverybody)
    .addHelpText('after', '\nExample:\n  callmill policy show --tenant 3')
    .action(async ({ tenant }: Options) => {
      const found = await withDatabase(context, ({ kysely }) => loadPolicy(kysely, tenant));
      printJson(context, found ?? parsePolicy({}));
    });

  policy
    .command('set')
    .description('Validate a policy and put it in force for calls claimed from now on.')
    .requiredOption('--tenant <id>', 'the tenant, 0 for everybody', tenantOrEverybody)
    .requiredOption('--file <file>', 'the policy as JSON (docs/pii.md)')
    .addHelpText('after', '\nExample:\n  callmill policy set --tenant 3 --file bank.json')
    .action(async ({ tenant, file }: Options & { readonly file: string }) => {
      const read = await readPolicy(file);
      await withDatabase(context, async (database) => {
        if (tenant !== EVERYBODY) await requireTenants(database, [tenant]);
        await savePolicy(database.kysely, tenant, read);
      });
      print(
        context,
        `In force for ${tenant === EVERYBODY ? 'everybody' : `tenant ${tenant}`}: ${policyHash(read)}`,
      );
    });
}

function tenantOrEverybody(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('must be a whole number');
  return value;
}
