import type { LanguageModel } from '../analysis/language-model.ts';
import { CallmillError } from '../errors/error.ts';
import type { CliContext } from './context.ts';
import { chatEndpoint } from './endpoints.ts';
import { languageModel } from './workbench.ts';

/** Who can be asked for an analysis. */
export type AnalystName = 'rules' | 'local' | 'http';

/** Who analyses; null where the rules are to. */
export interface Analyst {
  readonly model: LanguageModel | null;
  readonly close?: () => Promise<void>;
}

/**
 * The analyser by its name, as configured without one; its process starts when it is first asked.
 *
 * @throws CallmillError provider_unavailable, model_missing, model_corrupt
 */
export async function openAnalyst(engine: AnalystName | undefined, context: CliContext): Promise<Analyst> {
  if (engine === 'rules') return { model: null };
  if (engine === 'http') {
    const endpoint = chatEndpoint(context.config());
    if (endpoint !== null) return { model: endpoint };
    throw new CallmillError('provider_unavailable', 'No endpoint for analysis is configured', {
      stage: 'analyse',
      remedy: 'Set CALLMILL_CHAT_ENDPOINT, or use --engine local or --engine rules.',
    });
  }
  const model = await languageModel(context.config());
  if (model !== null) return { model, close: () => model.close() };
  if (engine === undefined) return { model };
  throw new CallmillError('model_missing', 'No language model that can analyse a call is on this machine', {
    stage: 'analyse',
    remedy: 'Run "callmill models pull", or name a model in CALLMILL_LANGUAGE_MODEL.',
  });
}
