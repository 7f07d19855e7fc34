import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { ensureGeneratedModels } from './generated/ensure.ts';
import { findModel, type LocateOptions, locateModel, type ModelPlaces } from './locate.ts';
import { type Manifest, type ModelEntry, manifest, manifestEntry } from './manifest.ts';
import type { LocatedModel, ModelRole } from './model.ts';

export interface ChooseOptions extends Pick<LocateOptions, keyof ModelPlaces | 'onPinned'> {
  /** BCP 47 code the calls are spoken in: `auto` passes over models that do not know it. Null: any. */
  readonly language?: string | null;
}

/**
 * The model to use for a role. An id must be there. `auto` takes the first of the manifest's preferences that is
 * on this machine, real weights before mere proofs of the path, and a generated model when there is none.
 *
 * @throws CallmillError model_missing, model_corrupt, usage when the id names a model of another role
 */
export async function chooseModel(
  role: ModelRole,
  wanted: string,
  options: ChooseOptions,
): Promise<LocatedModel> {
  if (wanted !== 'auto') return await explicit(role, wanted, options);
  for (const entry of candidates(manifest(), role, options.language ?? null)) {
    const located = await findModel(entry.id, options);
    if (located !== null) return located;
  }
  return await generated(role, options);
}

async function explicit(role: ModelRole, id: string, options: ChooseOptions): Promise<LocatedModel> {
  const entry = manifestEntry(id);
  if (entry.role !== role) {
    throw new CallmillError('usage', `Model ${id} is for ${entry.role}, not for ${role}`, {
      remedy: `Run "callmill models list" to see the models for ${role}.`,
    });
  }
  if (entry.generated) await ensureGeneratedModels(options.cacheDir);
  return await locateModel(id, options);
}

/** What `auto` tries for a role, best first. */
export function candidates(
  { models, preferences }: Manifest,
  role: ModelRole,
  language: string | null,
): ModelEntry[] {
  const preferred = (preferences[role] ?? []).flatMap((id) => models.filter((model) => model.id === id));
  const fitting = preferred.filter((model) => knows(model, language));
  return [...fitting.filter((model) => !model.proof), ...fitting.filter((model) => model.proof)];
}

function knows({ languages }: ModelEntry, language: string | null): boolean {
  if (language === null || languages.length === 0) return true;
  return languages.includes(language.toLowerCase().split('-')[0] ?? '');
}

async function generated(role: ModelRole, options: ChooseOptions): Promise<LocatedModel> {
  const entry = manifest().models.find((model) => model.generated && model.role === role);
  if (entry === undefined) throw new CallmillError('model_missing', `There is no model for ${role}`);
  try {
    await ensureGeneratedModels(options.cacheDir);
  } catch (cause) {
    const why = systemCode(cause) ?? 'unexpected error';
    throw new CallmillError(
      'model_missing',
      `There is no model for ${role}, and none can be generated in ${options.cacheDir} (${why})`,
      { cause },
    );
  }
  return await locateModel(entry.id, { ...options, modelsDir: null });
}
