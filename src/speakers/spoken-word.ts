import type { Utterance, Word } from '../transcript/word.ts';

/** A word with the voice that spoke it; `speaker` is a channel or a diarizer's number, only equality counts. */
export interface SpokenWord {
  readonly word: Word;
  /** 0-based channel of the recording. */
  readonly channel: number;
  readonly speaker: number;
}

/** A word before its speaker is known. */
export type ChannelWord = Omit<SpokenWord, 'speaker'>;

/** Every word of every utterance exactly once, ordered by start (equal starts: by channel, then as given). */
export function wordsInOrder(utterances: readonly Utterance[]): ChannelWord[] {
  return utterances
    .flatMap(({ channel, words }) => words.map((word) => ({ word, channel })))
    .sort((a, b) => a.word.startMs - b.word.startMs || a.channel - b.channel);
}
