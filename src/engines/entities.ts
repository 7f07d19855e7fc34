import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { EntityMethods, LoadOptions } from '../inference/engine-methods.ts';
import type { LocatedModel } from '../models/model.ts';
import { PII_TYPES } from '../pii/types.ts';
import { modelFiles } from './checks.ts';
import { acceptedBy, loadRuntime } from './runtime.ts';
import { BertTagger } from './taggers/bert-tagger.ts';
import { decodeTags, type Thresholds } from './taggers/decode-tags.ts';
import { HashedTagger } from './taggers/hashed-tagger.ts';
import type { Tagger } from './taggers/tagger.ts';

// Entry of the entities process: a token classifier on ONNX Runtime. Words come in, places of names go out.

interface Loaded {
  readonly tagger: Tagger;
  readonly thresholds: Thresholds;
}

let loaded: Loaded | null = null;

serve<EntityMethods>(
  {
    async load({ model, threads }, context) {
      const tagger = await open(model, { threads });
      // A file of another kind loads without a word and fails on the first call, which would bear the blame.
      await acceptedBy(model, () => tagger.tag([['hello']], context));
      loaded = { tagger, thresholds: thresholdsOf(model) };
      // onnxruntime-node's npm build has the CPU alone.
      return { provider: 'cpu' };
    },

    async classify({ turns }, context) {
      if (loaded === null) {
        throw new CallmillError('internal_error', 'The entities engine was used before it was loaded');
      }
      const { tagger, thresholds } = loaded;
      const tables = await tagger.tag(turns, context);
      return tables.map((table, turn) => decodeTags(turns[turn] ?? [], table, tagger.labels, thresholds));
    },
  },
  'redact',
);

async function open(model: LocatedModel, { threads }: Pick<LoadOptions, 'threads'>): Promise<Tagger> {
  const { model: path } = await modelFiles(model, ['model']);
  const runtime = await loadRuntime('onnxruntime-node', () => import('onnxruntime-node'));
  const session = await acceptedBy(model, () =>
    runtime.InferenceSession.create(path, {
      executionProviders: ['cpu'],
      intraOpNumThreads: threads,
      logSeverityLevel: 3,
    }),
  );
  switch (model.family) {
    case 'hashed-tagger':
      return new HashedTagger(runtime, session, model);
    case 'bert-tagger':
      return await BertTagger.open(runtime, session, model);
    default:
      throw new CallmillError(
        'model_unusable',
        `Model ${model.id} is of the family ${model.family}, which is no tagger`,
      );
  }
}

/**
 * From the settings `threshold`, for one type `threshold.PERSON`, for words beside a taken one `threshold.beside` and for given
 * names that are words as well `threshold.named`.
 */
function thresholdsOf({ settings }: LocatedModel): Thresholds {
  const given = (name: string): number | undefined => {
    const value = settings[name];
    return typeof value === 'number' ? value : undefined;
  };
  const byType = PII_TYPES.flatMap((type) => {
    const value = given(`threshold.${type}`);
    return value === undefined ? [] : [[type, value] as const];
  });
  const [any, beside, named] = [given('threshold'), given('threshold.beside'), given('threshold.named')];
  return {
    ...Object.fromEntries(byType),
    ...(any === undefined ? {} : { any }),
    ...(beside === undefined ? {} : { beside }),
    ...(named === undefined ? {} : { named }),
  };
}
