import { plainWord } from './plain-word.ts';

/**
 * Sounds that fill a pause. Not "mhm" and "uh-huh", which are answers, nor "like" and "you know", which are words.
 */
const FILLER = /^(?:u+h+|u+m+|e+r+m*|a+h+m+|h+m+|ä+h*m?|e+u+h+)$/;

export function isFiller(word: string): boolean {
  return FILLER.test(plainWord(word));
}
