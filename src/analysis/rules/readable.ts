const LABEL = /^\W*\[[A-Z][A-Z0-9_]*\]\W*$/;

/**
 * Text for a person: words that a recogniser wrote in capitals are put in lower case, "I" and redaction labels
 * aside. Mixed case is left as it is.
 */
export function readable(text: string): string {
  const words = text.split(' ');
  const shouted = !words.some((word) => !LABEL.test(word) && /\p{Ll}/u.test(word));
  return words
    .map((word) => (shouted && !LABEL.test(word) ? word.toLowerCase() : word))
    .map(capitalI)
    .join(' ');
}

function capitalI(word: string): string {
  return /^i('\p{L}+)?$/u.test(word) ? `I${word.slice(1)}` : word;
}
