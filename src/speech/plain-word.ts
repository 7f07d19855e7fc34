/** A word without case and punctuation, for comparing: `Don't,` → `don't`. */
export function plainWord(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}']/gu, '');
}
