import type { Stream } from './stream.ts';
import { isLabel } from './tokens.ts';
import { type Hit, isNumberType } from './types.ts';

/** Misheard digits between two parts of a number: "five four [FREE SAVE AND] nine zero". */
const MOST_WORDS = 3;
const MOST_MS = 4000;

/** Words that speak about a number rather than being part of one: a gap that holds one joins nothing. */
const TALK = new Set(
  'my your his her our their the this that is are was it its number card phone code account security expiry date then but because please thank thanks yes no okay ok which what'.split(
    ' ',
  ),
);

/** What an answer begins with; the number follows it at once: "the number is [FOR SAVE AND] three nine". */
const HEADS = new Set(['is', "it's", 'its', 'number', 'numbers']);

/**
 * Hits for the words that a recogniser most likely made of digits: the few between two parts of one number, and the few
 * between the head of an answer and its first digits. A speech model that turns "three seven" into "free save and"
 * would otherwise leave half of a card number in the text and, worse, in the audio.
 */
export function misheardDigits(stream: Stream, hits: readonly Hit[]): Hit[] {
  const numbers = hits.filter((hit) => isNumberType(hit.type)).sort((a, b) => a.first - b.first);
  const bridges: Hit[] = [];
  let before: Hit | undefined;
  for (const hit of numbers) {
    const from = before === undefined ? headBefore(stream, hit) : gapStart(stream, before, hit);
    if (from !== null)
      bridges.push({ ...hit, ruleId: 'misheard-digits', score: Math.min(hit.score, 0.4), first: from });
    if (before === undefined || hit.last > before.last) before = hit;
  }
  return bridges;
}

/** The last word of the part before, so that both parts become one finding; null when they are two numbers. */
function gapStart(stream: Stream, before: Hit, hit: Hit): number | null {
  const from = before.last + 1;
  if (from >= hit.first) return null;
  if (!isShort(stream, from, hit.first) || wordsOf(stream, from, hit.first).some((word) => TALK.has(word))) {
    return headBefore(stream, hit);
  }
  return before.last;
}

/** The word after an answer's head when the head stands closely before the number, else null. */
function headBefore(stream: Stream, hit: Hit): number | null {
  for (let place = hit.first - 2; place >= Math.max(0, hit.first - 1 - MOST_WORDS); place -= 1) {
    const [word = ''] = wordsOf(stream, place, place + 1);
    if (!HEADS.has(word)) continue;
    const between = wordsOf(stream, place + 1, hit.first);
    return isShort(stream, place + 1, hit.first) && !between.some((other) => TALK.has(other))
      ? place + 1
      : null;
  }
  return null;
}

/** What an earlier redaction left is no misheard digit. */
function isShort(stream: Stream, from: number, to: number): boolean {
  if (stream.words.slice(from, Math.min(to, from + MOST_WORDS)).some(({ text }) => isLabel(text)))
    return false;
  const start = stream.words[from]?.atMs ?? 0;
  const end = stream.words[to]?.atMs ?? 0;
  return to - from <= MOST_WORDS && end - start <= MOST_MS;
}

function wordsOf(stream: Stream, from: number, to: number): string[] {
  return stream.words.slice(from, to).map((word) => word.text.toLowerCase().replace(/[^\p{L}\p{N}']/gu, ''));
}
