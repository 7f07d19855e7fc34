import type { Word } from '../transcript/word.ts';

/**
 * Words of a text without token times: spread over the window by their number of characters and marked `estimated`.
 * A spoken word takes about as long as it is written; half a second of error is usual.
 */
export function spreadWords(text: string, windowMs: number): Word[] {
  const spoken = text.split(/\s+/).filter((word) => word !== '');
  const total = spoken.reduce((sum, word) => sum + word.length + 1, 0);
  let passed = 0;
  return spoken.map((word) => {
    const startMs = Math.round((passed / total) * windowMs);
    passed += word.length + 1;
    const endMs = Math.round((passed / total) * windowMs);
    return { text: word, startMs, endMs, confidence: null, estimated: true };
  });
}
