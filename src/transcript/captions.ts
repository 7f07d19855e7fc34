import { balancedBreak, lineWidth, type Piece, piecesOf } from './lines.ts';
import type { Segment } from './segment.ts';
import { speakerTitles } from './speaker-title.ts';
import type { Word } from './word.ts';

/** No cue stands longer than this … */
export const MAX_CUE_MS = 7000;
/** … nor, where there is room before the next, shorter than this. */
const COMFORTABLE_CUE_MS = 1000;
/** Where two talk at once, each cue keeps at least this before it gives way. */
const SHORTEST_CUE_MS = 500;
/** After a sentence this long a new cue begins. */
const SENTENCE_WIDTH = 20;
/** Longer names are cut, so that a line keeps room for words. */
const TITLE_WIDTH = 20;

/** One caption: at most two lines of at most 32 characters, at most 7 s. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** The speaker's title. */
  readonly speaker: string;
  readonly lines: readonly string[];
}

/** A line with the words on it: half-open range of indexes into the segment's words. */
export interface Line {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly firstWord: number;
  readonly endWord: number;
}

/**
 * Cues in order of time that never overlap.
 * @param marked `text` puts the speaker before the first line (counted in its width), `none` leaves that to the format
 */
export function buildCues(segments: readonly Segment[], marked: 'text' | 'none'): Cue[] {
  const titles = speakerTitles(segments);
  const cues = segments.flatMap((segment) => {
    const speaker = shorten(titles.get(segment.speakerLabel) ?? segment.speakerLabel);
    const lead = marked === 'text' ? [`${speaker}:`] : [];
    return cutIntoCues(piecesOf(segment.words), lead).map((pieces): Cue => {
      const [first, ...others] = setInLines(pieces, lead).map(textOf);
      const lines = [[...lead, first].filter(Boolean).join(' '), ...others];
      const end = Math.max(...pieces.map((piece) => piece.endMs));
      return { startMs: pieces[0]?.startMs ?? 0, endMs: end, speaker, lines };
    });
  });
  return withoutOverlap(cues.sort((a, b) => a.startMs - b.startMs));
}

/** A segment's words in caption lines. */
export function linesOf(words: readonly Word[]): Line[] {
  return cutIntoCues(piecesOf(words), [])
    .flatMap((pieces) => setInLines(pieces, []))
    .map(toLine);
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.text).join(' ');
}

function toLine(pieces: readonly Piece[]): Line {
  return {
    text: textOf(pieces),
    startMs: pieces[0]?.startMs ?? 0,
    endMs: Math.max(...pieces.map((piece) => piece.endMs)),
    firstWord: pieces[0]?.word ?? 0,
    endWord: (pieces.at(-1)?.word ?? -1) + 1,
  };
}

/** Pieces by cue: as many as fit, fewer after a sentence. */
function cutIntoCues(pieces: readonly Piece[], lead: readonly string[]): Piece[][] {
  const cues: Piece[][] = [];
  for (const piece of pieces) {
    const cue = cues.at(-1);
    if (cue !== undefined && joins(cue, piece, lead)) cue.push(piece);
    else cues.push([piece]);
  }
  return cues;
}

function joins(cue: readonly Piece[], piece: Piece, lead: readonly string[]): boolean {
  const texts = cue.map(({ text }) => text);
  if (/[.?!]$/.test(texts.at(-1) ?? '') && lineWidth(texts) >= SENTENCE_WIDTH) return false;
  if (piece.endMs - (cue[0]?.startMs ?? 0) > MAX_CUE_MS) return false;
  return balancedBreak([...lead, ...texts, piece.text]) !== null;
}

/** One or two lines of pieces; the first is empty where the lead stands alone. */
function setInLines(pieces: readonly Piece[], lead: readonly string[]): (readonly Piece[])[] {
  const count = balancedBreak([...lead, ...pieces.map((piece) => piece.text)]);
  const first = count === null ? pieces.length : count - lead.length;
  return first < pieces.length ? [pieces.slice(0, first), pieces.slice(first)] : [pieces];
}

function withoutOverlap(cues: readonly Cue[]): Cue[] {
  let freeMs = 0;
  return cues.map((cue, index) => {
    const startMs = Math.round(Math.max(cue.startMs, freeMs));
    const nextMs = Math.round(cues[index + 1]?.startMs ?? Number.POSITIVE_INFINITY);
    const wanted = Math.min(Math.max(cue.endMs, startMs + COMFORTABLE_CUE_MS), startMs + MAX_CUE_MS, nextMs);
    const endMs = Math.round(Math.max(wanted, startMs + SHORTEST_CUE_MS));
    freeMs = endMs;
    return { ...cue, startMs, endMs };
  });
}

/** A title is one piece of a line: its spaces stay. */
function shorten(title: string): string {
  const characters = [...title];
  return characters.length <= TITLE_WIDTH
    ? title
    : `${characters
        .slice(0, TITLE_WIDTH - 1)
        .join('')
        .trimEnd()}…`;
}
