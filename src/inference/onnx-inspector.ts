import { coerceError } from '../errors/coerce.ts';
import type { LocatedModel } from '../models/model.ts';
import type { OnnxFacts, OnnxInspectMethods } from './engine-methods.ts';
import { EngineProcess } from './engine-process.ts';
import { engineEntry } from './entry.ts';

const INSPECT_DEADLINE_MS = 120_000;

/**
 * Opens ONNX files in a process of its own and says what they hold. The speech runtime aborts on a wrong file
 * without naming it; this one throws.
 */
export class OnnxInspector {
  readonly #process: EngineProcess<OnnxInspectMethods>;

  constructor(env: Readonly<Record<string, string>>) {
    this.#process = new EngineProcess({
      name: 'onnx-inspect',
      entry: engineEntry('onnx-inspect'),
      env,
      stage: 'worker',
    });
  }

  /** @throws CallmillError model_missing, model_unusable */
  inspect(path: string, signal?: AbortSignal): Promise<OnnxFacts> {
    return this.#process.request('inspect', { path }, { deadlineMs: INSPECT_DEADLINE_MS, signal });
  }

  close(): Promise<void> {
    return this.#process.close();
  }
}

/**
 * Which file of these models no ONNX runtime can read, as a clause for a message; null when all can be read.
 * Asked only after a load has failed: opening every file twice would double the start of a large model.
 */
export async function unreadableModelFile(
  models: readonly LocatedModel[],
  env: Readonly<Record<string, string>>,
): Promise<string | null> {
  const inspector = new OnnxInspector(env);
  try {
    for (const model of models) {
      for (const [purpose, path] of Object.entries(model.files)) {
        if (!path.endsWith('.onnx')) continue;
        const error = await inspector.inspect(path).then(
          () => null,
          (thrown: unknown) => coerceError(thrown, 'worker'),
        );
        if (error?.code === 'model_unusable') {
          return `the ${purpose} file of ${model.id} is not a readable ONNX model`;
        }
      }
    }
    return null;
  } finally {
    await inspector.close();
  }
}
