import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { registerAnalyse } from './analyse.ts';
import { registerAnalysisConfig } from './analysis-config.ts';
import { registerCancel } from './cancel.ts';
import { registerDeadLetters } from './dead-letters.ts';
import { registerDoctor } from './doctor.ts';
import { registerEval } from './eval.ts';
import { registerFeatures } from './features.ts';
import { registerMigrate } from './migrate.ts';
import { registerModels } from './models.ts';
import { registerPii } from './pii.ts';
import { registerPlan } from './plan.ts';
import { registerPolicy } from './policy.ts';
import { registerPrune } from './prune.ts';
import { registerRequeue } from './requeue.ts';
import { registerShow } from './show.ts';
import { registerSmoke } from './smoke.ts';
import { registerStatus } from './status.ts';
import { registerSubmit } from './submit.ts';
import { registerTranscribe } from './transcribe.ts';
import { registerVault } from './vault.ts';
import { registerVoices } from './voices.ts';
import { registerWorker } from './worker.ts';

/** Adds one command to the program. Each lives in a file of its name and carries help with an example. */
export type RegisterCommand = (program: Command, context: CliContext) => void;

export const COMMANDS: readonly RegisterCommand[] = [
  registerWorker,
  registerMigrate,
  registerSubmit,
  registerStatus,
  registerShow,
  registerCancel,
  registerDeadLetters,
  registerRequeue,
  registerPrune,
  registerTranscribe,
  registerAnalyse,
  registerAnalysisConfig,
  registerVoices,
  registerFeatures,
  registerPolicy,
  registerVault,
  registerDoctor,
  registerSmoke,
  registerModels,
  registerEval,
  registerPlan,
  registerPii,
];
