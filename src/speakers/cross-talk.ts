import { ENVELOPE_FRAME_MS, type Envelope, framesOf, meanDb } from '../audio/envelope.ts';
import type { Utterance, Word } from '../transcript/word.ts';

/** An echo comes back at most this late: the round trip of a mobile call with its jitter buffers. */
const LONGEST_DELAY_MS = 600;
/** Nor earlier than this, the error of word times apart. */
const EARLIEST_MS = -200;
/** Most do within this: where the level is compared word by word. */
const TYPICAL_DELAY_MS = 200;
/** An echo is at least so much weaker than what it repeats. */
const WEAKER_DB = 6;
/** Its loudness follows the original's this closely (Pearson) … */
const FOLLOWS = 0.8;
/** … or less closely, when it also says the same words. */
const FOLLOWS_LOOSELY = 0.4;
/** Share of its words that the other channel says at the same time. */
const SAME_WORDS = 0.6;
/** Fewer frames follow anything by chance … */
const FEWEST_FRAMES = 15;
/** … and so many must follow before loudness alone convicts: single words of two talkers did in a test. */
const ENOUGH_FRAMES = 50;

/** What is left, and how many words were an echo. */
export interface WithoutEcho {
  readonly utterances: readonly Utterance[];
  readonly removedWords: number;
}

/**
 * Drops what one party's channel only picked up from another's: a loudspeaker at the far end, a hybrid's echo. Words in a
 * row go when another channel is louder at that time, its loudness is followed, and, unless it is followed closely, the
 * same words are heard there. Two people who talk at once keep their words, and so do two who say "bye" together: their
 * loudness is their own.
 *
 * @param envelopes one per channel; without a channel's envelope its words stay
 */
export function withoutEcho(utterances: readonly Utterance[], envelopes: readonly Envelope[]): WithoutEcho {
  const said = Map.groupBy(utterances, (utterance) => utterance.channel);
  const kept = utterances.flatMap((utterance) => {
    const own = envelopes.find(({ channel }) => channel === utterance.channel);
    if (own === undefined) return [utterance];
    const others = envelopes
      .filter(({ channel }) => channel !== utterance.channel)
      .map((envelope) => ({ envelope, words: wordsAround(said.get(envelope.channel) ?? [], utterance) }));
    return ownWords(utterance, own, others);
  });
  return { utterances: kept, removedWords: countWords(utterances) - countWords(kept) };
}

/** Another party's channel and what it says about the time of an utterance. */
interface Other {
  readonly envelope: Envelope;
  readonly words: readonly Word[];
}

/** The utterance without the runs of words that are an echo; as many utterances as the cuts leave. */
function ownWords(utterance: Utterance, own: Envelope, others: readonly Other[]): Utterance[] {
  const echoes = new Set<Word>();
  for (const other of others) {
    for (const run of weakRuns(utterance.words, own, other.envelope))
      if (isEcho(run, own, other)) for (const word of run) echoes.add(word);
  }
  if (echoes.size === 0) return [utterance];
  return runsOf(utterance.words, (word) => !echoes.has(word)).map((words) => ({
    channel: utterance.channel,
    startMs: words[0]?.startMs ?? 0,
    endMs: Math.max(...words.map((word) => word.endMs)),
    words,
  }));
}

/** Runs of words during which another channel is louder. */
function weakRuns(words: readonly Word[], own: Envelope, other: Envelope): Word[][] {
  return runsOf(words, ({ startMs, endMs }) => {
    const level = meanDb(framesOf(own, startMs, endMs));
    // The original may lie anywhere in the delay before.
    return meanDb(framesOf(other, startMs - TYPICAL_DELAY_MS, endMs)) - level >= WEAKER_DB;
  });
}

/** The longest stretches of words of which all are of a kind. */
function runsOf(words: readonly Word[], ofKind: (word: Word) => boolean): Word[][] {
  const runs: Word[][] = [];
  let open = false;
  for (const word of words) {
    const goesOn = ofKind(word);
    if (goesOn && open) runs.at(-1)?.push(word);
    else if (goesOn) runs.push([word]);
    open = goesOn;
  }
  return runs;
}

function isEcho(run: readonly Word[], own: Envelope, other: Other): boolean {
  const startMs = run[0]?.startMs ?? 0;
  const endMs = run.at(-1)?.endMs ?? 0;
  const echo = framesOf(own, startMs, endMs);
  if (echo.length < FEWEST_FRAMES) return false;
  let closest = 0;
  for (let delayMs = 0; delayMs <= LONGEST_DELAY_MS; delayMs += ENVELOPE_FRAME_MS) {
    const original = framesOf(other.envelope, startMs - delayMs, endMs - delayMs);
    if (meanDb(original) - meanDb(echo) < WEAKER_DB) continue;
    closest = Math.max(closest, correlation(echo, original));
  }
  if (closest >= FOLLOWS && echo.length >= ENOUGH_FRAMES) return true;
  return closest >= FOLLOWS_LOOSELY && saidThere(run, other.words) >= SAME_WORDS;
}

/** Words of the other channel that could be the original of this utterance. */
function wordsAround(utterances: readonly Utterance[], { startMs, endMs }: Utterance): Word[] {
  return utterances
    .filter((other) => other.endMs > startMs - LONGEST_DELAY_MS && other.startMs < endMs - EARLIEST_MS)
    .flatMap((other) => other.words);
}

/** Share of the words that another channel says, each at most {@link LONGEST_DELAY_MS} before. */
function saidThere(words: readonly Word[], there: readonly Word[]): number {
  const found = words.filter((word) =>
    there.some((other) => {
      const delayMs = word.startMs - other.startMs;
      return delayMs >= EARLIEST_MS && delayMs <= LONGEST_DELAY_MS && plain(other) === plain(word);
    }),
  );
  return words.length === 0 ? 0 : found.length / words.length;
}

function plain(word: Word): string {
  return word.text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Pearson's, over as many frames as both have; 0 where one does not vary. */
function correlation(a: Int8Array, b: Int8Array): number {
  const count = Math.min(a.length, b.length);
  if (count < FEWEST_FRAMES) return 0;
  const meanA = mean(a, count);
  const meanB = mean(b, count);
  let together = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let index = 0; index < count; index += 1) {
    const x = (a[index] ?? 0) - meanA;
    const y = (b[index] ?? 0) - meanB;
    together += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? 0 : together / Math.sqrt(squaresA * squaresB);
}

function mean(values: Int8Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += values[index] ?? 0;
  return sum / count;
}

function countWords(utterances: readonly Utterance[]): number {
  return utterances.reduce((sum, utterance) => sum + utterance.words.length, 0);
}
