import type { Utterance } from '../transcript/word.ts';
import { type SpokenWord, wordsInOrder } from './spoken-word.ts';

/** One party per channel: a word's speaker is its channel. A mono recording has one speaker then. */
export function attributeByChannel(utterances: readonly Utterance[]): SpokenWord[] {
  return wordsInOrder(utterances).map((entry) => ({ ...entry, speaker: entry.channel }));
}
