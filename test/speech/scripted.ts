import type { TimeSpan } from '../../src/audio/pcm-file.ts';
import type { ModelInfo } from '../../src/models/model.ts';
import type { RecognizedWindow, RecognizeOptions, SpeechRecognizer } from '../../src/speech/recognizer.ts';
import type { Word } from '../../src/transcript/word.ts';

const MODEL: ModelInfo = { id: 'scripted', family: 'whisper', sha256: '', provider: 'cpu', generated: true };

export interface Asked extends RecognizeOptions {
  readonly seconds: number;
}

/** A recogniser that misbehaves as told, since no Whisper that does is at hand: it answers by what it is asked. */
export function scripted(
  answer: (asked: Asked, call: number) => { readonly text: string; readonly language?: string },
  maxWindowSeconds = 25,
): SpeechRecognizer & { readonly asked: readonly Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    maxWindowSeconds,
    info: () => Promise.resolve(MODEL),
    transcribe: (samples, options): Promise<RecognizedWindow> => {
      asked.push({ ...options, seconds: samples.length / 16_000 });
      const last = asked.at(-1) as Asked;
      const { text, language = 'en' } = answer(last, asked.length - 1);
      return Promise.resolve({ words: evenly(text, last.seconds * 1000), language });
    },
  };
}

/** Speech from second to second. */
export function speechAt(...spans: readonly (readonly [number, number])[]): TimeSpan[] {
  return spans.map(([from, to]) => ({ startMs: from * 1000, endMs: to * 1000 }));
}

/** Words evenly over a window, without confidence, as Whisper gives them. */
export function evenly(text: string, windowMs: number): Word[] {
  const spoken = text.split(' ').filter(Boolean);
  const step = windowMs / Math.max(1, spoken.length);
  return spoken.map((word, i) => ({
    text: word,
    startMs: Math.round(i * step),
    endMs: Math.round((i + 1) * step),
    confidence: null,
  }));
}
