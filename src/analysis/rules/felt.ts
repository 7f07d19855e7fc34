import type { Mention } from '../orders/mentions.ts';
import type { Token } from '../tokens.ts';
import type { Hit, Line } from './lines.ts';
import { feelingOf } from './sentiment.ts';

/**
 * The lines with the words whose feelings count; no line is left out. Words that speak of being judged never count; those
 * that perhaps do count only where their party says nothing else with feeling. So a plea to the reviewer moves no score,
 * known as an order or not, and a caller whose one complaint is about "the system" is still heard.
 */
export function feltLines(lines: readonly Line[]): readonly Line[] {
  const felt = new Set(lines.filter((line) => hasFeeling(plainWords(line))).map(party));
  return lines.map((line) => {
    if (line.mentions.length === 0) return line;
    const tokens = felt.has(party(line))
      ? plainWords(line)
      : wordsOutside(line, ({ kind }) => kind === 'judging');
    return { ...line, tokens };
  });
}

/** The hits that count, judged as {@link feltLines} are. @param all every hit on the matter, either way */
export function countedHits(hits: readonly Hit[], all: readonly Hit[]): readonly Hit[] {
  const plain = all.some((hit) => kindOf(hit) === null);
  return hits.filter((hit) => kindOf(hit) === null || (kindOf(hit) === 'perhaps' && !plain));
}

/** Whether the words found speak of being judged. */
export function kindOf({ line, span }: Hit): Mention['kind'] | null {
  const kinds = line.mentions.filter(({ start, end }) => span.start < end && span.end > start);
  return kinds.find(({ kind }) => kind === 'judging')?.kind ?? kinds[0]?.kind ?? null;
}

function plainWords(line: Line): readonly Token[] {
  return wordsOutside(line, () => true);
}

function wordsOutside({ tokens, mentions }: Line, of: (mention: Mention) => boolean): readonly Token[] {
  const taken = mentions.filter(of);
  return tokens.filter((_, at) => !taken.some(({ start, end }) => at >= start && at < end));
}

function party({ role }: Line): 'agent' | 'others' {
  return role === 'agent' ? 'agent' : 'others';
}

function hasFeeling(tokens: readonly Token[]): boolean {
  const { positive, negative } = feelingOf(tokens);
  return positive + negative > 0;
}
