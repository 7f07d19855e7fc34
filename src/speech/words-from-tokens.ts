import type { Word } from '../transcript/word.ts';
import { spreadWords } from './spread-words.ts';
import { type TimedToken, tokenTexts } from './token-text.ts';

/** A recogniser's raw answer for one window; times in seconds from the window's start. */
export interface TokenTranscript {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly timestamps: readonly number[];
  /** How long each token lasts, from families that say so (TDT); else empty. */
  readonly durations: readonly number[];
  readonly logProbabilities: readonly number[];
}

export interface WordTiming {
  readonly windowMs: number;
  /** How late the model emits tokens; taken off every time. */
  readonly lagMs: number;
  /** How long a word goes on after its last token, at most until the next word. */
  readonly tailMs: number;
}

/** A word is never shorter: a redacted one must cover some sound. */
const MIN_WORD_MS = 60;

/** The words of one window, with measured times where the model gives token times and spread ones where not. */
export function wordsOfWindow(raw: TokenTranscript, timing: WordTiming): Word[] {
  const timed = raw.tokens.length > 0 && raw.timestamps.length === raw.tokens.length;
  return timed ? wordsFromTokens(raw, timing) : spreadWords(raw.text, timing.windowMs);
}

function wordsFromTokens(raw: TokenTranscript, { windowMs, lagMs, tailMs }: WordTiming): Word[] {
  const groups = grouped(tokenTexts(raw.tokens));
  const texts = spelledOut(groups, raw.text);
  const at = (token: TimedToken | undefined): number => {
    const ms = (raw.timestamps[token?.index ?? 0] ?? 0) * 1000 - lagMs;
    return Math.min(Math.max(0, ms), Math.max(0, windowMs - MIN_WORD_MS));
  };
  return groups.map((group, i) => {
    const startMs = at(group[0]);
    const next = groups[i + 1];
    const limit = Math.min(windowMs, next === undefined ? windowMs : at(next[0]));
    const last = group.at(-1);
    const duration = raw.durations[last?.index ?? 0];
    const tail = duration === undefined || duration <= 0 ? tailMs : duration * 1000;
    const endMs = Math.max(startMs + MIN_WORD_MS, Math.min(limit, at(last) + tail));
    return {
      text: texts[i] ?? '',
      startMs: Math.round(startMs),
      endMs: Math.round(endMs),
      confidence: confidence(group, raw.logProbabilities),
    };
  });
}

function grouped(tokens: readonly TimedToken[]): TimedToken[][] {
  const groups: TimedToken[][] = [];
  for (const token of tokens) {
    const last = groups.at(-1);
    if (last === undefined || token.startsWord) groups.push([token]);
    else last.push(token);
  }
  return groups.filter((group) => joined(group) !== '');
}

function joined(group: readonly TimedToken[]): string {
  return group.map((token) => token.text).join('');
}

/** Whisper loses characters that lie across two tokens; its text has them, so the text spells when it has as many words. */
function spelledOut(groups: readonly (readonly TimedToken[])[], text: string): string[] {
  const spoken = text.split(/\s+/).filter((word) => word !== '');
  return spoken.length === groups.length ? spoken : groups.map(joined);
}

/** Geometric mean of the tokens' probabilities, null when the family gives none. */
function confidence(group: readonly TimedToken[], logProbabilities: readonly number[]): number | null {
  const known = group
    .map((token) => logProbabilities[token.index])
    .filter((value): value is number => value !== undefined && Number.isFinite(value));
  if (known.length === 0) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return Math.min(1, Math.exp(mean));
}
