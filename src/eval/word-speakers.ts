import { align } from './align.ts';
import { bestPairing } from './assignment.ts';
import { normaliseText } from './normalise.ts';
import type { LabelledSpan } from './stretches.ts';
import type { TimedText } from './word-times.ts';

/** A word of a transcript and whom it was given to. */
export interface AttributedWord extends TimedText {
  readonly speaker: string;
}

/** Words whose speaker can be judged, and how many of them were given to somebody else. */
export interface WordSpeakerErrors {
  readonly words: number;
  readonly wrong: number;
}

interface Judged {
  readonly given: string;
  /** Everybody who may be right. */
  readonly right: ReadonlySet<string>;
}

/**
 * Judges by time: right is who speaks in the middle of the word. Words in the middle of which nobody speaks by the
 * reference are not judged. Labels are paired with speakers so that most words are right.
 */
export function wordSpeakersByTime(
  reference: readonly LabelledSpan[],
  heard: readonly AttributedWord[],
): WordSpeakerErrors {
  return judge(
    heard.map(({ startMs, endMs, speaker }) => {
      const middle = (startMs + endMs) / 2;
      const talking = reference.filter((span) => span.startMs <= middle && middle < span.endMs);
      return { given: speaker, right: new Set(talking.map((span) => span.speaker)) };
    }),
  );
}

/**
 * Judges by text: right is who says the aligned word in the reference, hits and substitutions alike, as in the
 * word diarization error rate of Shafey and others ("Joint speech recognition and speaker diarization", 2019).
 */
export function wordSpeakersByText(
  reference: readonly { readonly speaker: string; readonly text: string }[],
  heard: readonly AttributedWord[],
): WordSpeakerErrors {
  const said = reference.flatMap(({ speaker, text }) =>
    normaliseText(text).map((word) => ({ word, speaker })),
  );
  const got = heard.flatMap(({ speaker, text }) => normaliseText(text).map((word) => ({ word, speaker })));
  const steps = align(
    said.map(({ word }) => word),
    got.map(({ word }) => word),
  );
  return judge(
    steps.flatMap((step) => {
      if (step.kind === 'deletion' || step.kind === 'insertion') return [];
      const [by, to] = [said[step.reference], got[step.heard]];
      return by === undefined || to === undefined
        ? []
        : [{ given: to.speaker, right: new Set([by.speaker]) }];
    }),
  );
}

function judge(all: readonly Judged[]): WordSpeakerErrors {
  const words = all.filter(({ right }) => right.size > 0);
  const labels = [...new Set(words.map(({ given }) => given))];
  const speakers = [...new Set(words.flatMap(({ right }) => [...right]))];
  const agreements = labels.map((label) =>
    speakers.map(
      (speaker) => words.filter(({ given, right }) => given === label && right.has(speaker)).length,
    ),
  );
  const pairing = bestPairing(agreements);
  const speakerOf = new Map(
    labels.map((label, row) => {
      const column = pairing[row];
      return [label, column == null ? undefined : speakers[column]];
    }),
  );
  const wrong = words.filter(({ given, right }) => !right.has(speakerOf.get(given) ?? ''));
  return { words: words.length, wrong: wrong.length };
}
