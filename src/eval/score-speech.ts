import type { Segment } from '../transcript/segment.ts';
import { type Ears, hear } from './hear.ts';
import type { LabelledRecording } from './manifest.ts';
import type { SpeechScore } from './score.ts';
import { mean } from './statistics.ts';
import { addErrors, countErrors, NO_ERRORS } from './word-errors.ts';
import { timeErrors } from './word-times.ts';

/** A recording whose words somebody wrote down. */
export function hasText(recording: LabelledRecording): boolean {
  return recording.texts !== null;
}

/** Transcribes a labelled recording and counts what is wrong. @throws CallmillError of the stages */
export async function scoreSpeech(recording: LabelledRecording, ears: Ears): Promise<SpeechScore> {
  // Who speaks does not change the words: without the diarizer the time is that of transcribing alone.
  const engines = { ...ears.engines, diarizer: null };
  const { segments, decoded, stageMs } = await hear(recording.path, null, { ...ears, engines });
  const words = segments.flatMap((segment) => segment.words).sort((a, b) => a.startMs - b.startMs);
  return {
    file: recording.file,
    corpus: recording.corpus,
    audioMs: decoded.durationMs,
    processMs: (stageMs.decode ?? 0) + (stageMs.transcribe ?? 0),
    errors: errorsOf(recording.texts ?? [], segments),
    times: recording.words === null ? [] : timeErrors(recording.words, words),
    confidence: mean(words.flatMap((word) => word.confidence ?? [])),
  };
}

/** One text is compared with everything that was heard, several with the channel of their number. */
function errorsOf(texts: readonly string[], segments: readonly Segment[]) {
  if (texts.length === 1) return countErrors(texts[0] ?? '', textOf(segments));
  return texts
    .map((text, channel) =>
      countErrors(text, textOf(segments.filter((segment) => segment.channel === channel))),
    )
    .reduce(addErrors, NO_ERRORS);
}

function textOf(segments: readonly Segment[]): string {
  return segments
    .flatMap((segment) => segment.words)
    .sort((a, b) => a.startMs - b.startMs)
    .map((word) => word.text)
    .join(' ');
}
