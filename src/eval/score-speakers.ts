import type { TimeSpan } from '../audio/pcm-file.ts';
import { withoutGhosts } from '../speakers/ghost-speakers.ts';
import { diarizationError } from './diarization-error.ts';
import { type Ears, type Heard, hear } from './hear.ts';
import type { LabelledRecording } from './manifest.ts';
import { SCORINGS, type SpeakerScore } from './score.ts';
import type { LabelledSpan } from './stretches.ts';
import {
  type AttributedWord,
  type WordSpeakerErrors,
  wordSpeakersByText,
  wordSpeakersByTime,
} from './word-speakers.ts';

export interface SpeakerScoring {
  /** Tell the product how many speak, as a row's metadata may. */
  readonly knownCount: boolean;
}

/** A recording of which somebody wrote down who speaks when, or who says what. */
export function hasSpeakers({ turns, spoken, texts }: LabelledRecording): boolean {
  return turns !== null || spoken !== null || (texts?.length ?? 0) > 1;
}

/** Finds the speakers of a labelled recording and counts what is wrong. @throws CallmillError of the stages */
export async function scoreSpeakers(
  recording: LabelledRecording,
  ears: Ears,
  { knownCount }: SpeakerScoring,
): Promise<SpeakerScore> {
  const speakers = numberOfSpeakers(recording);
  const expected = knownCount ? speakers : null;
  const heard = await hear(recording.path, expected, ears);
  const words = attributedWords(heard);
  const turns = foundTurns(heard, expected);
  const labels = heard.turns === null ? words : turns;
  return {
    file: recording.file,
    corpus: recording.corpus,
    audioMs: heard.decoded.durationMs,
    processMs: heard.stageMs.diarize ?? 0,
    diarization:
      recording.turns === null ? null : scoresOf(recording.turns, turns, regionsOf(recording, heard)),
    words: judgeWords(recording, words),
    speakers,
    found: new Set(labels.map(({ speaker }) => speaker)).size,
  };
}

function numberOfSpeakers({ turns, spoken, texts, speakers }: LabelledRecording): number | null {
  const labelled = turns ?? spoken;
  if (labelled !== null) return new Set(labelled.map(({ speaker }) => speaker)).size;
  return texts !== null && texts.length > 1 ? texts.length : speakers;
}

/** The turns as words get them, ghosts merged; by words where the recording has a channel for each party. */
function foundTurns(heard: Heard, expected: number | null): LabelledSpan[] {
  if (heard.turns === null) return attributedWords(heard);
  return withoutGhosts(heard.turns, expected).map((turn) => ({ ...turn, speaker: String(turn.speaker) }));
}

function attributedWords({ segments }: Heard): AttributedWord[] {
  return segments.flatMap(({ words, speakerLabel }) =>
    words.map(({ text, startMs, endMs }) => ({ text, startMs, endMs, speaker: speakerLabel })),
  );
}

function scoresOf(
  reference: readonly LabelledSpan[],
  found: readonly LabelledSpan[],
  regions: readonly TimeSpan[],
): NonNullable<SpeakerScore['diarization']> {
  const score = (name: keyof typeof SCORINGS) => {
    const { mapping, ...error } = diarizationError(reference, found, { ...SCORINGS[name], regions });
    return error;
  };
  return {
    exact: score('exact'),
    exactOneSpeaker: score('exactOneSpeaker'),
    collar: score('collar'),
    collarOneSpeaker: score('collarOneSpeaker'),
  };
}

function regionsOf({ regions }: LabelledRecording, { decoded }: Heard): readonly TimeSpan[] {
  return regions ?? [{ startMs: 0, endMs: decoded.durationMs }];
}

function judgeWords(
  { turns, spoken, texts }: LabelledRecording,
  words: readonly AttributedWord[],
): WordSpeakerErrors {
  if (turns !== null) return wordSpeakersByTime(turns, words);
  return wordSpeakersByText(
    spoken ?? (texts ?? []).map((text, channel) => ({ text, speaker: String(channel) })),
    words,
  );
}
