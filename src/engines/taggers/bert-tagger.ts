import { readFile } from 'node:fs/promises';
import { CallmillError } from '../../errors/error.ts';
import type { HandlerContext } from '../../inference/child-host.ts';
import { numberSetting } from '../../inference/settings.ts';
import type { LocatedModel } from '../../models/model.ts';
import { modelFiles } from '../checks.ts';
import { labelsOf } from './labels.ts';
import type { Tagger, TurnProbabilities } from './tagger.ts';
import { WordPieces } from './wordpieces.ts';

type Runtime = typeof import('onnxruntime-node');
type Session = import('onnxruntime-node').InferenceSession;

interface Special {
  readonly start: number;
  readonly separator: number;
}

/** One word, or the separator between two turns, as pieces. */
interface Piecewise {
  readonly ids: readonly number[];
  /** Place among all words of the call; null for a separator. */
  readonly word: number | null;
}

/**
 * A published token classifier of BERT's shape: `input_ids`, `attention_mask` and, where the file has it,
 * `token_type_ids` [1, pieces] int64 → `logits` [1, pieces, labels]. A word's label is that of its first piece.
 * A call longer than the model's window is read in windows that overlap by half; each word counts where it stands
 * farthest from an edge.
 */
export class BertTagger implements Tagger {
  readonly labels: readonly string[];
  readonly #runtime: Runtime;
  readonly #session: Session;
  readonly #pieces: WordPieces;
  readonly #special: Special;
  readonly #windowTokens: number;

  private constructor(runtime: Runtime, session: Session, model: LocatedModel, pieces: WordPieces) {
    this.#runtime = runtime;
    this.#session = session;
    this.#pieces = pieces;
    this.labels = labelsOf(model);
    this.#windowTokens = numberSetting(model, 'windowTokens', 512);
    const [start, separator] = [pieces.idOf('[CLS]'), pieces.idOf('[SEP]')];
    if (start === undefined || separator === undefined) {
      throw new CallmillError('model_unusable', `The vocabulary of model ${model.id} has no [CLS] and [SEP]`);
    }
    this.#special = { start, separator };
  }

  /** @throws CallmillError model_missing, model_unusable */
  static async open(runtime: Runtime, session: Session, model: LocatedModel): Promise<BertTagger> {
    const { vocabulary } = await modelFiles(model, ['vocabulary']);
    const text = await readFile(vocabulary, 'utf8');
    return new BertTagger(
      runtime,
      session,
      model,
      new WordPieces(text, model.settings['lowerCase'] === true),
    );
  }

  async tag(
    turns: readonly (readonly string[])[],
    context: HandlerContext,
  ): Promise<readonly TurnProbabilities[]> {
    const width = this.labels.length;
    const total = turns.reduce((sum, turn) => sum + turn.length, 0);
    const table = new Float32Array(total * width);
    for (const { units, keep } of this.#windows(this.#piecewise(turns))) {
      const rows = await this.#run(units);
      for (const [place, { word }] of units.entries()) {
        const row = rows[place];
        if (word !== null && row !== undefined && keep(place)) table.set(row, word * width);
      }
      await context.breathe();
    }
    let next = 0;
    return turns.map((turn) => {
      const first = next;
      next += turn.length;
      return table.subarray(first * width, next * width);
    });
  }

  #piecewise(turns: readonly (readonly string[])[]): Piecewise[] {
    let word = 0;
    return turns.flatMap((turn, index) => {
      const said = turn.map((text): Piecewise => {
        // one word of more pieces than half a window would leave no room for its neighbours
        const ids = this.#pieces.split(text).slice(0, Math.max(1, Math.floor(this.#windowTokens / 4)));
        word += 1;
        return { ids, word: word - 1 };
      });
      return index === 0 ? said : [{ ids: [this.#special.separator], word: null }, ...said];
    });
  }

  /** Windows of whole words, each half a window further on; `keep` says which of its places count. */
  *#windows(all: readonly Piecewise[]) {
    const room = this.#windowTokens - 2;
    let first = 0;
    let keepFrom = 0;
    while (keepFrom < all.length) {
      let end = first;
      for (let used = 0; end < all.length; end += 1) {
        used += all[end]?.ids.length ?? 0;
        if (used > room && end > first) break;
      }
      const last = end >= all.length;
      const keepUntil = last ? all.length : Math.max(keepFrom + 1, Math.ceil((first + 3 * end) / 4));
      const [from, until, offset] = [keepFrom, keepUntil, first];
      yield {
        units: all.slice(first, end),
        keep: (place: number) => offset + place >= from && offset + place < until,
      };
      keepFrom = keepUntil;
      first = Math.max(first + 1, keepUntil - Math.ceil((end - first) / 4));
    }
  }

  /** One row of probabilities for each unit. */
  async #run(units: readonly Piecewise[]): Promise<Float32Array[]> {
    const ids = [this.#special.start, ...units.flatMap((unit) => unit.ids), this.#special.separator];
    const shape = [1, ids.length];
    const tensor = (values: BigInt64Array) => new this.#runtime.Tensor('int64', values, shape);
    const given = {
      input_ids: tensor(BigInt64Array.from(ids, BigInt)),
      attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
      token_type_ids: tensor(new BigInt64Array(ids.length)),
    };
    const feeds = Object.fromEntries(
      Object.entries(given).filter(([name]) => this.#session.inputNames.includes(name)),
    );
    const { logits } = await this.#session.run(feeds);
    const width = this.labels.length;
    if (logits?.type !== 'float32' || logits.dims.at(-1) !== width || logits.dims.at(-2) !== ids.length) {
      throw new CallmillError('model_unusable', 'The tagger does not answer with one row of labels a piece');
    }
    const values = logits.data as Float32Array;
    let piece = 1;
    return units.map((unit) => {
      const row = softmax(values.subarray(piece * width, (piece + 1) * width));
      piece += unit.ids.length;
      return row;
    });
  }
}

function softmax(row: Float32Array): Float32Array {
  const highest = Math.max(...row);
  const powers = row.map((value) => Math.exp(value - highest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}
