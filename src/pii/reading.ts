import { type Answer, codeAnswers, dateAnswers } from './answers.ts';
import type { Atom } from './atom.ts';
import { atomise } from './atomise.ts';
import { type DetailedRun, type DigitRun, digitRuns, splitRun } from './digit-runs.ts';
import { PhraseFinder, type PhraseHit } from './phrases.ts';
import type { AnswerShape, Cue } from './recognisers/number-rule.ts';
import { NUMBER_RULES } from './recognisers/number-rules.ts';
import { lowerBound } from './search.ts';
import type { Stream } from './stream.ts';

const CUES = new PhraseFinder(
  NUMBER_RULES.flatMap((rule) => [
    ...(rule.weakCues ?? []).map((cue): [string, Cue] => [cue, { rule, isWeak: true }]),
    ...rule.cues.map((cue): [string, Cue] => [cue, { rule, isWeak: false }]),
  ]),
);

/** One speaker's words as the rules read them: broken up once, looked at by many. */
export class Reading {
  readonly stream: Stream;
  readonly atoms: readonly Atom[];
  /** Every digit run, however short, in order. What decides whether digits are redacted. */
  readonly runs: readonly DetailedRun[];
  /** Where the speaker names a kind of number, in order. */
  readonly cues: readonly PhraseHit<Cue>[];
  readonly #barriers: readonly number[];
  readonly #answers = new Map<AnswerShape, readonly Answer[]>();
  readonly #labels: readonly number[];

  /** @param barriers places, in order, before which another speaker brought up another number */
  constructor({ stream, atoms, cues }: Heard, barriers: readonly number[]) {
    this.stream = stream;
    this.atoms = atoms;
    this.cues = cues;
    this.runs = digitRuns(atoms);
    this.#barriers = barriers;
    this.#labels = atoms.filter((atom) => atom.kind === 'label').map((atom) => atom.first);
  }

  /** A run cut where the talk turned to another number: what decides how its digits are called. */
  pieces(run: DetailedRun): DigitRun[] {
    return splitRun(run, this.#barriers);
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
        return this.runs
          .flatMap((run) => this.pieces(run))
          .map(({ digits, first, last }) => ({ value: digits, first, last }));
      case 'date':
        return dateAnswers(this.atoms, this.#barriers);
      case 'letters-and-digits':
        return codeAnswers(this.atoms, this.#barriers, this.#cueWords());
    }
  }

  #cueWords(): ReadonlySet<number> {
    const places = new Set<number>();
    for (const { first, last } of this.cues)
      for (let place = first; place <= last; place += 1) places.add(place);
    return places;
  }

  /** Whether something between the two places was redacted before. */
  labelBetween(from: number, to: number): boolean {
    const label = this.#labels[lowerBound(this.#labels, from, (place) => place)];
    return label !== undefined && label < to;
  }
}

/** A stream before the others' words are known. */
interface Heard {
  readonly stream: Stream;
  readonly atoms: readonly Atom[];
  readonly cues: readonly PhraseHit<Cue>[];
}

/** Reads every speaker's stream, each knowing when another one brought up a number ("and the expiry date?"). */
export function readStreams(streams: readonly Stream[]): Reading[] {
  const heard = streams.map((stream): Heard => {
    const atoms = atomise(stream.words);
    return { stream, atoms, cues: CUES.find(atoms) };
  });
  return heard.map((own) => {
    const { words } = own.stream;
    const barriers = heard
      .filter((other) => other !== own)
      .flatMap(({ stream, atoms, cues }) => [
        ...cues.filter((cue) => !cue.entry.isWeak).map((cue) => stream.words[cue.last]?.atMs ?? 0),
        // a cue may be part of what was redacted: redacting twice must see the same talk
        ...atoms.filter(({ kind }) => kind === 'label').map((label) => stream.words[label.first]?.atMs ?? 0),
      ])
      .map((atMs) => lowerBound(words, atMs, (word) => word.atMs))
      .sort((a, b) => a - b);
    return new Reading(own, barriers);
  });
}
