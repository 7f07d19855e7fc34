import { type Command, InvalidArgumentError } from 'commander';
import { workDirectory } from '../../config/paths.ts';
import { CallmillError } from '../../errors/error.ts';
import { callFromRow } from '../../pipeline/call.ts';
import { makeScratch, removeScratch } from '../../pipeline/scratch.ts';
import { readRecording } from '../../queue/read.ts';
import { requireTenants } from '../../queue/tenants.ts';
import { loadTranscript } from '../../results/load-transcript.ts';
import { hasFeature, setFeature } from '../../tenants/features.ts';
import {
  deleteVoicePrints,
  findVoicePrint,
  listVoicePrints,
  saveVoicePrint,
} from '../../tenants/voice-prints.ts';
import { hearAgent } from '../../voices/enrol.ts';
import { extended, type VoicePrint } from '../../voices/voice-print.ts';
import { wholeNumber, wholeNumbers } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { configuredStore } from '../open-store.ts';
import { print, printJson, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';
import { engineRoom, pipelineSettings, tenantKeys } from '../workbench.ts';

interface ForTenant {
  readonly tenant: number;
  readonly json?: true;
}

/** `callmill voices`: agents' voice prints. Off for every tenant until `allow`; `forbid` deletes what there is. */
export function registerVoices(program: Command, context: CliContext): void {
  const voices = program
    .command('voices')
    .description('Voice prints of agents: allow or forbid them per tenant, enrol, list, delete.');

  voices
    .command('allow')
    .description('Let a tenant enrol its agents. Have their consent first.')
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .addHelpText('after', '\nExample:\n  callmill voices allow --tenant 3')
    .action(async ({ tenant }: ForTenant) => {
      // Says now what enrolling would say later.
      if (tenantKeys(context.config()).present(tenant) === null) throw noKey(tenant);
      await withDatabase(context, async (database) => {
        await requireTenants(database, [tenant]);
        await setFeature(database.kysely, tenant, 'voice_prints', true);
      });
      print(context, `Tenant ${tenant} may enrol agents' voices.`);
    });

  voices
    .command('forbid')
    .description('Forbid voice prints to a tenant and delete all it has.')
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .addHelpText('after', '\nExample:\n  callmill voices forbid --tenant 3')
    .action(async ({ tenant }: ForTenant) => {
      const deleted = await withDatabase(context, async ({ kysely }) =>
        kysely.transaction().execute(async (transaction) => {
          await setFeature(transaction, tenant, 'voice_prints', false);
          return await deleteVoicePrints(transaction, tenant, null);
        }),
      );
      print(context, `Voice prints are off for tenant ${tenant}; ${deleted} deleted.`);
    });

  voices
    .command('enrol')
    .description("Add an agent's voice from completed recordings whose row has an agent_id.")
    .argument('<recording...>', 'recording ids', wholeNumbers)
    .addHelpText('after', '\nExample:\n  callmill voices enrol 1041 1042 1077')
    .action(async (recordings: readonly number[]) => {
      for (const id of recordings) print(context, await enrol(context, id));
    });

  voices
    .command('list')
    .description('The enrolled agents of a tenant; never a voice.')
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill voices list --tenant 3')
    .action(async ({ tenant, json }: ForTenant) => {
      const prints = await withDatabase(context, ({ kysely }) => listVoicePrints(kysely, tenant));
      if (json === true) return printJson(context, prints);
      if (prints.length === 0) return print(context, `Tenant ${tenant} has no voice prints.`);
      print(
        context,
        table(
          ['agent', 'name', 'calls', 'seconds', 'model', 'updated'],
          prints.map((one) => [
            one.agentId,
            one.agentName ?? '',
            String(one.recordings),
            one.seconds.toFixed(0),
            one.modelSha256.slice(0, 8),
            one.updatedAt.toISOString().slice(0, 10),
          ]),
        ),
      );
    });

  voices
    .command('delete')
    .description("Delete one agent's voice prints.")
    .requiredOption('--tenant <id>', 'the tenant', wholeNumber)
    .requiredOption('--agent <agent_id>', 'as on the rows', nonEmpty)
    .addHelpText('after', '\nExample:\n  callmill voices delete --tenant 3 --agent a-17')
    .action(async ({ tenant, agent }: ForTenant & { readonly agent: string }) => {
      const deleted = await withDatabase(context, ({ kysely }) => deleteVoicePrints(kysely, tenant, agent));
      if (deleted === 0) {
        throw new CallmillError('not_found', `Tenant ${tenant} has no voice print of agent ${agent}`);
      }
      print(context, `${deleted} voice print(s) of agent ${agent} deleted.`);
    });
}

async function enrol(context: CliContext, id: number): Promise<string> {
  const config = context.config();
  const ring = tenantKeys(config);
  const room = engineRoom(config);
  const scratch = await makeScratch(workDirectory(config));
  try {
    return await withDatabase(context, async ({ kysely }) => {
      const row = await readRecording(kysely, id);
      const transcript = row === undefined ? null : await loadTranscript(kysely, row);
      if (row === undefined || transcript === null) {
        throw new CallmillError('not_found', `There is no completed recording ${id}`);
      }
      const { tenant_id: tenantId, agent_id: agentId, agent_name: agentName } = row;
      if (agentId === null) {
        throw new CallmillError('voice_unclear', `Recording ${id} does not say who its agent is (agent_id)`);
      }
      if (!(await hasFeature(kysely, tenantId, 'voice_prints'))) {
        throw new CallmillError('feature_off', `Tenant ${tenantId} has not allowed voice prints`, {
          remedy: `Run "callmill voices allow --tenant ${tenantId}" once the agents have agreed.`,
        });
      }
      const tools = {
        settings: pipelineSettings(config),
        engines: (signal?: AbortSignal) => room.open(signal),
        transcriptModels: () => room.transcriptModels(),
        store: (bucket: string | null) => configuredStore(config, bucket),
      };
      const heard = await hearAgent(callFromRow(row), transcript.segments, tools, scratch, context.signal);
      const model = await room.embedding();
      if (model === null) throw new CallmillError('model_missing', 'There is no speaker embedding here');
      const before = await findVoicePrint(kysely, tenantId, model.sha256, agentId, ring);
      const voice: VoicePrint =
        before === null
          ? { agentId, agentName, ...heard, recordings: 1 }
          : { ...extended(before, heard.vector, heard.seconds), agentName: agentName ?? before.agentName };
      await saveVoicePrint(kysely, tenantId, model.sha256, voice, ring);
      return `Agent ${agentId}: ${voice.seconds.toFixed(0)} s of speech from ${voice.recordings} call(s).`;
    });
  } finally {
    await removeScratch(scratch);
    await room.close();
  }
}

function noKey(tenant: number): CallmillError {
  return new CallmillError(
    'key_missing',
    `Tenant ${tenant} has no key, and voice prints are kept sealed only`,
  );
}

function nonEmpty(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('must not be empty');
  return text;
}
