import { CallmillError } from '../../errors/error.ts';
import type { HandlerContext } from '../../inference/child-host.ts';
import { numberSetting } from '../../inference/settings.ts';
import type { LocatedModel } from '../../models/model.ts';
import { FeatureTable, SLOTS, TURN_MARK } from './hashed-features.ts';
import { labelsOf } from './labels.ts';
import type { Tagger, TurnProbabilities } from './tagger.ts';

type Runtime = typeof import('onnxruntime-node');
type Session = import('onnxruntime-node').InferenceSession;

/** Words read at once: the widest table within is 1,024 × 44 × 64 floats, 12 MB; 256 and 2,048 words were no faster. */
const WINDOW_WORDS = 1024;

/**
 * The project's own tagger: `features` [words, 44] int32 → `probabilities` [words, labels]. A label depends on no more
 * than `reach` words on either side, so windows that overlap by as much give exactly what one pass would.
 */
export class HashedTagger implements Tagger {
  readonly labels: readonly string[];
  readonly #runtime: Runtime;
  readonly #session: Session;
  readonly #reach: number;
  readonly #features = new FeatureTable();

  constructor(runtime: Runtime, session: Session, model: LocatedModel) {
    this.#runtime = runtime;
    this.#session = session;
    this.labels = labelsOf(model);
    this.#reach = numberSetting(model, 'reach', 15);
  }

  async tag(
    turns: readonly (readonly string[])[],
    context: HandlerContext,
  ): Promise<readonly TurnProbabilities[]> {
    const words = [TURN_MARK, ...turns.flatMap((turn) => [...turn, TURN_MARK])];
    const table = await this.#read(words, context);
    const width = this.labels.length;
    let next = 1;
    return turns.map((turn) => {
      const first = next;
      next += turn.length + 1;
      return table.subarray(first * width, (next - 1) * width);
    });
  }

  async #read(words: readonly string[], context: HandlerContext): Promise<Float32Array> {
    const width = this.labels.length;
    const table = new Float32Array(words.length * width);
    for (let from = 0; from < words.length; from += WINDOW_WORDS) {
      const first = Math.max(0, from - this.#reach);
      const end = Math.min(words.length, from + WINDOW_WORDS + this.#reach);
      const read = await this.#run(words.slice(first, end));
      const kept = Math.min(words.length, from + WINDOW_WORDS);
      table.set(read.subarray((from - first) * width, (kept - first) * width), from * width);
      await context.breathe();
    }
    return table;
  }

  async #run(words: readonly string[]): Promise<Float32Array> {
    const ids = new Int32Array(words.length * SLOTS);
    words.forEach((word, place) => {
      this.#features.write(word, ids, place * SLOTS);
    });
    const features = new this.#runtime.Tensor('int32', ids, [words.length, SLOTS]);
    const { probabilities } = await this.#session.run({ features });
    if (
      probabilities?.type !== 'float32' ||
      probabilities.dims[0] !== words.length ||
      probabilities.dims[1] !== this.labels.length
    ) {
      throw new CallmillError('model_unusable', 'The tagger does not answer with one row of labels a word');
    }
    return probabilities.data as Float32Array;
  }
}
