import type { CharSet } from './charset.ts';
import { type Node, PatternError } from './parse.ts';

/** A state reads one character of its set and goes on to any of `next`; the state `accept` ends a match. */
export interface State {
  readonly set: CharSet;
  readonly next: readonly number[];
}

/**
 * A finite automaton without empty moves (Glushkov's): one state for each character of the pattern.
 * `first` holds the states a match may begin in, `last` those it may end in.
 */
export interface Automaton {
  readonly states: readonly State[];
  readonly first: readonly number[];
  readonly last: ReadonlySet<number>;
  /** Matches the empty text as well. */
  readonly nullable: boolean;
  /** Two repetitions make the same move, as in "(a+)+": the automaton forgets one, a backtracking search tries both. */
  readonly hasDoubleMoves: boolean;
}

/** Beyond this a policy's pattern costs more than the rules of callmill together. */
const MOST_STATES = 1_000;

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const EMPTY: Part = { first: [], last: [], nullable: true };

/**
 * @param writtenOut whether a bounded repetition is written out, as matching needs it; otherwise it becomes a loop,
 *   which shows every ambiguity between its rounds
 * @throws PatternError when there are too many states
 */
export function buildAutomaton(node: Node, writtenOut: boolean): Automaton {
  const sets: CharSet[] = [];
  const next: Set<number>[] = [];
  let hasDoubleMoves = false;

  const link = (from: readonly number[], to: readonly number[]): void => {
    for (const state of from) {
      for (const target of to) {
        if (next[state]?.has(target)) hasDoubleMoves = true;
        next[state]?.add(target);
      }
    }
  };
  const inSequence = (a: Part, b: Part): Part => {
    link(a.last, b.first);
    return {
      first: a.nullable ? [...a.first, ...b.first] : a.first,
      last: b.nullable ? [...a.last, ...b.last] : b.last,
      nullable: a.nullable && b.nullable,
    };
  };
  const repeated = (part: Node, min: number, max: number | null): Part => {
    if (!writtenOut && (max === null || max > 1)) {
      const loop = build(part);
      link(loop.last, loop.first);
      return { ...loop, nullable: loop.nullable || min === 0 };
    }
    let all: Part = EMPTY;
    for (let round = 0; round < min; round += 1) all = inSequence(all, build(part));
    if (max === null) {
      const loop = build(part);
      link(loop.last, loop.first);
      return inSequence(all, { ...loop, nullable: true });
    }
    for (let round = min; round < max; round += 1) all = inSequence(all, { ...build(part), nullable: true });
    return all;
  };
  const build = (part: Node): Part => {
    switch (part.kind) {
      case 'set': {
        if (sets.length === MOST_STATES) throw new PatternError('the pattern is too large written out');
        const state = sets.push(part.set) - 1;
        next.push(new Set());
        return { first: [state], last: [state], nullable: false };
      }
      case 'sequence':
        return part.parts.map(build).reduce(inSequence, EMPTY);
      case 'choice': {
        const parts = part.parts.map(build);
        return {
          first: parts.flatMap(({ first }) => first),
          last: parts.flatMap(({ last }) => last),
          nullable: parts.some(({ nullable }) => nullable),
        };
      }
      case 'repeat':
        return repeated(part.part, part.min, part.max);
    }
  };

  const { first, last, nullable } = build(node);
  const states = sets.map((set, state) => ({ set, next: [...(next[state] ?? [])] }));
  return { states, first: [...new Set(first)], last: new Set(last), nullable, hasDoubleMoves };
}
