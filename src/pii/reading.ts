import { type Answer, codeAnswers, dateAnswers } from './answers.ts';
import { type Atom, atomise } from './atoms.ts';
import { type DetailedRun, digitRuns } from './digit-runs.ts';
import { PhraseFinder, type PhraseHit } from './phrases.ts';
import { NUMBER_RULES } from './recognisers/numbers.ts';
import type { AnswerShape, NumberRule } from './recognisers/recogniser.ts';
import { lowerBound } from './search.ts';
import type { Stream } from './stream.ts';

const CUES = new PhraseFinder(
  NUMBER_RULES.flatMap((rule) => rule.cues.map((cue): [string, NumberRule] => [cue, rule])),
);

/** A stream as the rules read it: broken up once, looked at by many. */
export class Reading {
  readonly stream: Stream;
  readonly atoms: readonly Atom[];
  /** Every digit run, however short, in order. */
  readonly runs: readonly DetailedRun[];
  /** Where the speaker names a kind of number, in order. */
  readonly cues: readonly PhraseHit<NumberRule>[];
  readonly #answers = new Map<AnswerShape, readonly Answer[]>();
  readonly #labels: readonly number[];

  constructor(stream: Stream) {
    this.stream = stream;
    this.atoms = atomise(stream.words);
    this.runs = digitRuns(this.atoms);
    this.cues = CUES.find(this.atoms);
    this.#labels = this.atoms.filter((atom) => atom.kind === 'label').map((atom) => atom.first);
  }

  /** The stretches that could answer a question of this shape, in order. */
  answers(shape: AnswerShape): readonly Answer[] {
    const known = this.#answers.get(shape);
    if (known !== undefined) return known;
    const answers = this.#read(shape);
    this.#answers.set(shape, answers);
    return answers;
  }

  #read(shape: AnswerShape): Answer[] {
    switch (shape) {
      case 'digits':
        return this.runs.map(({ digits, first, last }) => ({ value: digits, first, last }));
      case 'date':
        return dateAnswers(this.atoms);
      case 'letters-and-digits':
        return codeAnswers(this.atoms);
    }
  }

  /** Whether something between the two places was redacted before. */
  labelBetween(from: number, to: number): boolean {
    const label = this.#labels[lowerBound(this.#labels, from, (place) => place)];
    return label !== undefined && label < to;
  }
}
