import type { Automaton } from './automaton.ts';
import { contains } from './charset.ts';

/** UTF-16 offsets, the end exclusive. */
export interface Match {
  readonly from: number;
  readonly to: number;
}

/**
 * Every match that begins and ends at the edge of a word, the leftmost start for each end. One step for each state and
 * character: linear in the text whatever the pattern.
 * @param onStep counts the work, for the proof that it is linear
 */
export function searchAll(automaton: Automaton, text: string, onStep?: () => void): Match[] {
  const { states, first, last } = automaton;
  const matches: Match[] = [];
  let active = new Map<number, number>();
  let before = '';
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    const here = String.fromCodePoint(point);
    const reached = new Map<number, number>();
    const visit = (state: number, from: number): void => {
      onStep?.();
      const known = reached.get(state);
      if (known !== undefined && known <= from) return;
      if (contains(states[state]?.set ?? [], point)) reached.set(state, from);
    };
    for (const [state, from] of active) for (const next of states[state]?.next ?? []) visit(next, from);
    if (isEdge(before, here)) for (const state of first) visit(state, at);
    at += here.length;
    if (isEdge(here, text.charAt(at))) {
      for (const [state, from] of reached) if (last.has(state)) matches.push({ from, to: at });
    }
    active = reached;
    before = here;
  }
  return matches;
}

/** Between two characters of which not both belong to one word. */
function isEdge(before: string, after: string): boolean {
  return !(/[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after));
}
