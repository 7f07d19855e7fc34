import { singleLine } from './speaker-title.ts';
import type { Word } from './word.ts';

/** Caption lines hold at most this many characters (code points). */
export const LINE_WIDTH = 32;

/** A word as it stands on a line; a word wider than a line is several pieces that share its time. */
export interface Piece {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Index into the words it was made from. */
  readonly word: number;
}

/** Words as pieces without line breaks or control characters, none wider than a line. */
export function piecesOf(words: readonly Word[]): Piece[] {
  return words.flatMap((word, index) => {
    const texts = singleLine(word.text).split(' ').filter(Boolean).flatMap(chunks);
    const step = (word.endMs - word.startMs) / texts.length;
    return texts.map((text, place) => ({
      text,
      startMs: word.startMs + place * step,
      endMs: word.startMs + (place + 1) * step,
      word: index,
    }));
  });
}

function chunks(text: string): string[] {
  const characters = [...text];
  const parts: string[] = [];
  for (let at = 0; at < characters.length; at += LINE_WIDTH) {
    parts.push(characters.slice(at, at + LINE_WIDTH).join(''));
  }
  return parts;
}

/** Length of texts set on one line with single spaces, in code points. */
export function lineWidth(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + [...text].length + 1, -1);
}

/**
 * How many of the texts go on the first of at most two lines so that both are as even as can be; all of them when one
 * line is enough; null when two are not.
 */
export function balancedBreak(texts: readonly string[]): number | null {
  if (lineWidth(texts) <= LINE_WIDTH) return texts.length;
  let best: number | null = null;
  let bestWidth = LINE_WIDTH + 1;
  for (let count = 1; count < texts.length; count += 1) {
    const widest = Math.max(lineWidth(texts.slice(0, count)), lineWidth(texts.slice(count)));
    if (widest < bestWidth) {
      best = count;
      bestWidth = widest;
    }
  }
  return best;
}
