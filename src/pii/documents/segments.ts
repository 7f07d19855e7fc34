import { type Segment, segmentKey } from '../../transcript/segment.ts';
import type { Word } from '../../transcript/word.ts';
import type { DocumentWord, PiiDocument } from './document.ts';

/** Text carries no times: a word each 400 ms is the pace of speech, so that slots close as they do in a call. */
const WORD_MS = 400;

/** Where a word of a segment stands: UTF-16 offsets in the text of a turn. */
export interface Place {
  readonly turn: number;
  readonly from: number;
  readonly to: number;
}

/** A document as the rules read a call. */
export interface DocumentSegments {
  readonly segments: readonly Segment[];
  /** By segment, then by word; a segment without places is what was said before the document. */
  readonly places: readonly (readonly Place[])[];
  /** The segment that the document begins with; 0 in an empty document. */
  readonly firstSegment: number;
}

interface Draft {
  readonly speaker: string;
  readonly words: Word[];
  readonly places: Place[];
}

/** Cuts a document into segments of one speaker each; missing and impossible times are made up. */
export function segmentsOf(document: PiiDocument): DocumentSegments {
  const before = document.previous.trim() === '' ? [] : [previousTurn(document.previous)];
  const clock = before[0]?.words.at(-1)?.endMs ?? 0;
  const own = document.form === 'words' ? wordDrafts(document, clock) : turnDrafts(document, clock);
  const drafts = [...before, ...own].filter((draft) => draft.words.length > 0);
  return {
    segments: drafts.map(toSegment),
    places: drafts.map(({ places }) => places),
    firstSegment: before.length,
  };
}

function previousTurn(text: string): Draft {
  const words = tokensOf(text).map(([token], index) => timed(token, index * WORD_MS, null));
  return { speaker: 'previous', words, places: [] };
}

function turnDrafts({ turns }: PiiDocument, fromMs: number): Draft[] {
  let clock = fromMs;
  return turns.map(({ speaker, text }, turn) => {
    const tokens = tokensOf(text);
    const words = tokens.map(([token], index) => timed(token, clock + index * WORD_MS, null));
    clock += words.length * WORD_MS;
    return {
      speaker: `speaker ${speaker ?? ''}`,
      words,
      places: tokens.map((token) => placeOf(turn, token, 0)),
    };
  });
}

/** One segment as long as speaker and segment stay the same. */
function wordDrafts({ words }: PiiDocument, fromMs: number): Draft[] {
  const drafts: Draft[] = [];
  let before: DocumentWord | undefined;
  let clock = fromMs;
  let offset = 0;
  for (const word of words) {
    const sameAsBefore =
      before !== undefined && word.speaker === before.speaker && word.segment === before.segment;
    if (!sameAsBefore) drafts.push({ speaker: `speaker ${word.speaker ?? ''}`, words: [], places: [] });
    const draft = drafts.at(-1) as Draft;
    for (const token of tokensOf(word.w)) {
      const heard = timed(token[0], clock, word, fromMs);
      clock = Math.max(clock, heard.endMs);
      draft.words.push(heard);
      draft.places.push(placeOf(0, token, offset));
    }
    offset += word.w.length + 1;
    before = word;
  }
  return drafts;
}

function tokensOf(text: string): RegExpExecArray[] {
  return [...text.matchAll(/\S+/gu)];
}

function placeOf(turn: number, token: RegExpExecArray, offset: number): Place {
  const from = offset + token.index;
  return { turn, from, to: from + token[0].length };
}

/** @param given null or a word whose times may be missing, negative or backwards */
function timed(text: string, clock: number, given: DocumentWord | null, offsetMs = 0): Word {
  const { start, end } = given ?? {};
  const sound = typeof start === 'number' && typeof end === 'number' && 0 <= start && start <= end;
  const [startMs, endMs] = sound ? [offsetMs + start, offsetMs + end] : [clock, clock + WORD_MS];
  return { text, startMs, endMs, confidence: null, estimated: !sound };
}

function toSegment({ speaker, words }: Draft, sequence: number): Segment {
  // a loop, not a spread: a document may hold more words than a call takes arguments
  let [startMs, endMs] = [Number.POSITIVE_INFINITY, 0];
  for (const word of words) {
    startMs = Math.min(startMs, word.startMs);
    endMs = Math.max(endMs, word.endMs);
  }
  return {
    sequence,
    key: segmentKey(sequence),
    startMs,
    endMs,
    channel: 0,
    speakerLabel: speaker,
    speakerRole: 'unknown',
    speakerName: null,
    confidence: null,
    words,
  };
}
