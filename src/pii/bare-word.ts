/** A word in lower case, without the punctuation around it and without an "'s": "(Mark's," is "mark". */
export function bareWord(text: string): string {
  return text.toLowerCase().replace(/^[^\p{L}\p{N}]+|(?:['’]s)?[^\p{L}\p{N}]*$/gu, '');
}
