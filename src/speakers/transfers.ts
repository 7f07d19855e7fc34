import type { Direction } from './role-phrases.ts';
import { greets } from './roles.ts';
import type { SpokenWord } from './spoken-word.ts';

/** Nobody is put through within the first half minute of talking to somebody. */
const EARLIEST_MS = 30_000;
/** Nobody says anything while the call is handed over. */
const HANDOVER_MS = 4000;
/** Whoever takes over greets at once and in one breath. */
const GREETING_WORDS = 20;
const PAUSE_MS = 1500;

/**
 * Splits an agents' channel where a second agent takes over: after a silence of both somebody greets anew
 * ("you're through to …, how can I help"). One channel can hold two people one after the other; without this the
 * second would speak under the first one's name.
 *
 * @param spoken ordered by start
 * @param agents channels of agents, or null when only the words tell
 * @returns the same words, those after a handover with a speaker number of their own
 */
export function splitAtTransfers(
  spoken: readonly SpokenWord[],
  agents: ReadonlySet<number>,
  direction: Direction | null,
): SpokenWord[] {
  const result = [...spoken];
  let free = 1 + Math.max(-1, ...spoken.map((entry) => entry.speaker));
  for (const channel of agents) {
    const places = spoken.flatMap((entry, place) => (entry.channel === channel ? [place] : []));
    let speaker: number | null = null;
    for (const [index, place] of places.entries()) {
      if (takesOver(places, index, spoken, direction)) speaker = free++;
      const entry = result[place];
      if (speaker !== null && entry !== undefined) result[place] = { ...entry, speaker };
    }
  }
  return result;
}

function takesOver(
  places: readonly number[],
  index: number,
  spoken: readonly SpokenWord[],
  direction: Direction | null,
): boolean {
  const place = places[index] ?? 0;
  const here = spoken[place]?.word;
  const first = spoken[places[0] ?? 0]?.word;
  const before = spoken[place - 1]?.word;
  if (here === undefined || first === undefined || before === undefined) return false;
  if (here.startMs - first.startMs < EARLIEST_MS || here.startMs - before.endMs < HANDOVER_MS) return false;
  return greets(beginningAt(places, index, spoken), direction);
}

/** What is said from a place on, up to {@link GREETING_WORDS} or the next pause. */
function beginningAt(places: readonly number[], index: number, spoken: readonly SpokenWord[]): string[] {
  const words: string[] = [];
  let endMs = Number.POSITIVE_INFINITY;
  for (const place of places.slice(index, index + GREETING_WORDS)) {
    const word = spoken[place]?.word;
    if (word === undefined || word.startMs - endMs >= PAUSE_MS) break;
    words.push(word.text);
    endMs = word.endMs;
  }
  return words;
}
