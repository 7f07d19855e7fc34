import { type Command, InvalidArgumentError } from 'commander';
import { revealValue, rotateVault } from '../../tenants/vault.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';
import { tenantKeys } from '../workbench.ts';

interface RevealOptions {
  readonly tenant: number;
  readonly token: string;
  readonly actor: string;
  readonly reason: string;
  readonly json?: true;
}

/** `callmill vault`: values that a policy put away instead of forgetting them. Off unless a policy says `vault`. */
export function registerVault(program: Command, context: CliContext): void {
  const vault = program
    .command('vault')
    .description('Reveal a sealed value, or seal a tenant’s values anew.');

  vault
    .command('reveal')
    .description('Show one value; who looked, when and why is written down first.')
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .requiredOption('--token <token>', 'what stands after the colon in the mark', nonEmpty)
    .requiredOption('--actor <name>', 'who asks', nonEmpty)
    .requiredOption('--reason <text>', 'why', nonEmpty)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill vault reveal --tenant 3 --token hgkdmcbapeolfinj --actor "J. Doe" --reason "dispute 4711"',
    )
    .action(async ({ json, tenant: tenantId, ...request }: RevealOptions) => {
      const ring = tenantKeys(context.config());
      const found = await withDatabase(context, ({ kysely }) =>
        revealValue(kysely, { ...request, tenantId }, ring),
      );
      if (json === true) printJson(context, found);
      else print(context, found.value);
    });

  vault
    .command('rotate')
    .description("Seal a tenant's values anew with its present key, so that the key before can be destroyed.")
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .addHelpText('after', '\nExample:\n  callmill vault rotate --tenant 3')
    .action(async ({ tenant }: { readonly tenant: number }) => {
      const ring = tenantKeys(context.config());
      const count = await withDatabase(context, ({ kysely }) =>
        rotateVault(kysely, tenant, ring, context.signal),
      );
      print(context, `${count} value(s) of tenant ${tenant} sealed anew.`);
    });
}

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('must not be empty');
  return text.trim();
}
