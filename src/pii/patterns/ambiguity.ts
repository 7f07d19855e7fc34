import type { Automaton } from './automaton.ts';
import { intersect } from './charset.ts';

/** The pairs are the square of the states; a loop stands for a bounded repetition here, so that few patterns have more. */
const MOST_STATES = 150;

/**
 * Whether some text can be read in exponentially many ways, the mark of catastrophic backtracking: "(a+)+". So it is
 * when two different walks lead from one state back to it over the same text (Weber and Seidl 1991, criterion EDA):
 * among pairs of states that read the same text, (q, q) and a pair of two different states reach each other.
 */
export function isExponential({ states, hasDoubleMoves }: Automaton): boolean {
  const count = states.length;
  if (hasDoubleMoves || count > MOST_STATES) return true;
  const next = (pair: number): number[] => {
    const [a, b] = [states[Math.floor(pair / count)], states[pair % count]];
    return (a?.next ?? []).flatMap((to) =>
      (b?.next ?? []).flatMap((other) =>
        intersect(states[to]?.set ?? [], states[other]?.set ?? []) ? [to * count + other] : [],
      ),
    );
  };
  const component = components(count * count, next);
  const twins = new Set<number>();
  for (let state = 0; state < count; state += 1) twins.add(component[state * count + state] ?? -1);
  return component.some((own, pair) => Math.floor(pair / count) !== pair % count && twins.has(own));
}

/** The strongly connected component of each node, numbered from 0 (Tarjan 1972, with a stack of its own). */
function components(count: number, next: (node: number) => readonly number[]): number[] {
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const component: number[] = Array.from({ length: count }, () => -1);
  const open: number[] = [];
  let visited = 0;
  let found = 0;
  const enter = (node: number): Frame => {
    order[node] = low[node] = visited++;
    open.push(node);
    return { node, targets: next(node), at: 0 };
  };
  for (let root = 0; root < count; root += 1) {
    if (order[root] !== -1) continue;
    const frames = [enter(root)];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node, targets } = frame;
      const target = targets[frame.at];
      frame.at += 1;
      if (target !== undefined) {
        if (order[target] === -1) frames.push(enter(target));
        else if (component[target] === -1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = found;
        if (member === node) break;
      }
      found += 1;
    }
  }
  return component;
}

interface Frame {
  readonly node: number;
  readonly targets: readonly number[];
  at: number;
}
