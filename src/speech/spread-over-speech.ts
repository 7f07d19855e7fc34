import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Word } from '../transcript/word.ts';

/**
 * Words whose times are only estimated, laid over the detected speech by their length, so that none stands in a pause:
 * a redacted word must cover its sound. Still `estimated`. Measured words are returned as they are.
 *
 * @param speech what the words were said in, ordered; times from the same start
 */
export function spreadOverSpeech(words: readonly Word[], speech: readonly TimeSpan[]): readonly Word[] {
  if (speech.length === 0 || !words.every((word) => word.estimated === true)) return words;
  const spokenMs = speech.reduce((sum, span) => sum + span.endMs - span.startMs, 0);
  const characters = words.reduce((sum, word) => sum + word.text.length + 1, 0);
  let passed = 0;
  return words.map((word) => {
    const from = timeAt(speech, (passed / characters) * spokenMs, 'start');
    passed += word.text.length + 1;
    const to = timeAt(speech, (passed / characters) * spokenMs, 'end');
    return { ...word, startMs: Math.round(from), endMs: Math.max(Math.round(to), Math.round(from) + 1) };
  });
}

/** Where in the recording so much speech has passed; on a joint, the end of one span or the start of the next. */
function timeAt(speech: readonly TimeSpan[], spokenMs: number, side: 'start' | 'end'): number {
  let left = spokenMs;
  for (const { startMs, endMs } of speech) {
    const length = endMs - startMs;
    if (left < length || (side === 'end' && left <= length)) return startMs + left;
    left -= length;
  }
  return speech.at(-1)?.endMs ?? 0;
}
