import { isExponential } from './ambiguity.ts';
import { buildAutomaton } from './automaton.ts';
import { type Node, PatternError, parsePattern } from './parse.ts';

/**
 * What is wrong with a tenant's pattern, as a sentence without its end, or null. Matching is linear whatever the
 * pattern; one that would bring a backtracking engine to a stand is refused all the same, for it says the same in so
 * many ways that its author meant something else, and policies travel to other tools.
 */
export function checkPattern(source: string): string | null {
  let tree: Node;
  try {
    tree = parsePattern(source);
    if (isExponential(buildAutomaton(tree, false))) {
      return 'the pattern can read one text in too many ways: a repetition inside a repetition';
    }
    if (buildAutomaton(tree, true).nullable) return 'the pattern matches nothing at all';
  } catch (thrown) {
    if (thrown instanceof PatternError) return thrown.message;
    throw thrown;
  }
  return null;
}
