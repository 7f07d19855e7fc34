import type { Utterance, Word } from '../transcript/word.ts';
import { isFiller } from './fillers.ts';
import { plainWord } from './plain-word.ts';
import type { Replacement, SpeechSettings } from './settings.ts';

/** The client's replacements, then the fillers; an utterance of nothing but dropped fillers goes. */
export function applyVocabulary(
  utterance: Utterance,
  { vocabulary, fillers }: Pick<SpeechSettings, 'vocabulary' | 'fillers'>,
): Utterance[] {
  const replaced = replacePhrases(utterance.words, vocabulary.replacements);
  const words =
    fillers === 'keep'
      ? replaced
      : fillers === 'drop'
        ? replaced.filter((word) => !isFiller(word.text))
        : replaced.map((word) => (isFiller(word.text) ? { ...word, filler: true } : word));
  return words.length === 0 ? [] : [{ ...utterance, words }];
}

/**
 * Replaces phrases word for word: the longest that fits wins, case and punctuation do not matter, and what is written
 * instead covers exactly the time of what was heard.
 */
export function replacePhrases(words: readonly Word[], replacements: readonly Replacement[]): Word[] {
  const phrases = replacements
    .map(({ from, to }) => ({ from: spoken(from).map(plainWord), to: spoken(to) }))
    .filter(({ from, to }) => from.length > 0 && to.length > 0)
    .sort((a, b) => b.from.length - a.from.length);
  const plain = words.map((word) => plainWord(word.text));
  const result: Word[] = [];
  for (let at = 0; at < words.length; ) {
    const phrase = phrases.find(({ from }) => from.every((word, i) => word === plain[at + i]));
    const taken = words.slice(at, at + (phrase?.from.length ?? 1));
    result.push(...(phrase === undefined ? taken : spreadOver(phrase.to, taken)));
    at += taken.length;
  }
  return result;
}

/** New words over the time of the old: word for word where they are as many, by length where not. */
function spreadOver(texts: readonly string[], heard: readonly Word[]): Word[] {
  if (texts.length === heard.length) {
    return heard.map((word, i) => ({ ...word, text: texts[i] ?? word.text, spelled: true }));
  }
  const startMs = heard[0]?.startMs ?? 0;
  const endMs = Math.max(...heard.map((word) => word.endMs));
  const known = heard.flatMap((word) => word.confidence ?? []);
  const confidence = known.length === 0 ? null : Math.min(...known);
  const total = texts.reduce((sum, text) => sum + text.length, 0);
  let passed = 0;
  return texts.map((text) => {
    const from = startMs + ((endMs - startMs) * passed) / total;
    passed += text.length;
    const to = startMs + ((endMs - startMs) * passed) / total;
    const times = { startMs: Math.round(from), endMs: Math.round(to) };
    return { text, ...times, confidence, spelled: true, ...(texts.length > 1 ? { estimated: true } : {}) };
  });
}

function spoken(phrase: string): string[] {
  return phrase.split(/\s+/).filter((word) => word !== '');
}
