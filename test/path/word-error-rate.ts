/** Letters and apostrophes only, lower case, one space: what both sides are compared in. */
export function normalised(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^a-z' ]+/g, ' ')
    .split(' ')
    .filter((word) => word !== '');
}

/** Substitutions, deletions and insertions over the words of the reference (Levenshtein), 0…; in words and as a rate. */
export function wordErrors(
  reference: readonly string[],
  heard: readonly string[],
): { errors: number; rate: number } {
  let row = heard.map((_, index) => index + 1);
  row.unshift(0);
  for (const [place, word] of reference.entries()) {
    const next = [place + 1];
    for (const [index, other] of heard.entries()) {
      const substituted = (row[index] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(substituted, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  const errors = row.at(-1) ?? 0;
  return { errors, rate: errors / Math.max(1, reference.length) };
}
