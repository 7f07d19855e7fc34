import type { Stream } from './stream.ts';
import type { Finding, Hit, WordIndex } from './types.ts';

/** A finding before the tenant's allow list is asked. */
export type Resolved = Omit<Finding, 'isAllowed'>;

/**
 * Joins hits that share a word into one finding over their union: no rule can uncover what another found. The type
 * is that of the surest hit, then of the longest. Result in the order spoken.
 */
export function resolve(stream: Stream, hits: readonly Hit[]): Resolved[] {
  const sorted = [...hits].sort((a, b) => a.first - b.first);
  const findings: Resolved[] = [];
  let group: Hit[] = [];
  let groupLast = -1;
  for (const hit of sorted) {
    if (group.length > 0 && hit.first > groupLast) {
      findings.push(unite(stream, group));
      group = [];
    }
    group.push(hit);
    groupLast = group.length === 1 ? hit.last : Math.max(groupLast, hit.last);
  }
  if (group.length > 0) findings.push(unite(stream, group));
  return findings;
}

function unite(stream: Stream, hits: readonly Hit[]): Resolved {
  const best = hits.reduce((a, b) => (isBetter(b, a) ? b : a));
  const first = Math.min(...hits.map((hit) => hit.first));
  const last = Math.max(...hits.map((hit) => hit.last));
  const words: WordIndex[] = stream.words
    .slice(first, last + 1)
    .map(({ segment, word }) => ({ segment, word }));
  return {
    type: best.type,
    score: best.score,
    ruleId: best.ruleId,
    first: words[0] as WordIndex,
    last: words[words.length - 1] as WordIndex,
    words,
    types: [...new Set(hits.map(({ type }) => type))],
  };
}

function isBetter(a: Hit, b: Hit): boolean {
  return a.score !== b.score ? a.score > b.score : a.last - a.first > b.last - b.first;
}
