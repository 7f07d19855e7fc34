import type { Atom } from './atoms.ts';
import { COMMON_WORDS } from './common-words.ts';
import type { DigitRun } from './digit-runs.ts';
import { DATE_WORDS } from './lexicon.ts';

/** Most letters that a reference or postcode carries in one spoken word ("dfg 123", "SW1A"). */
const LONGEST_LETTER_GROUP = 3;

/** "the twelfth of march nineteen eighty five", "03/26": months and ordinals count as the digits they stand for. */
export function dateRuns(atoms: readonly Atom[]): DigitRun[] {
  return runsOf(atoms, (atom) =>
    atom.kind === 'word' ? (DATE_WORDS.get(atom.text) ?? null) : digitsOf(atom),
  );
}

/** "g two six five w b", "ABC 123": letters on their own, short letter groups and digits. */
export function codeRuns(atoms: readonly Atom[]): DigitRun[] {
  return runsOf(atoms, (atom) => {
    if (atom.kind !== 'word') return digitsOf(atom);
    const short = atom.text.length <= LONGEST_LETTER_GROUP && !COMMON_WORDS.has(atom.text);
    return short || atom.text.length === 1 || atom.glued ? '' : null;
  }).filter((run) => run.digits !== '');
}

function digitsOf(atom: Atom): string | null {
  return atom.kind === 'digits' || atom.kind === 'zero' ? atom.digits : null;
}

/** Longest stretches of atoms that `accept` gives digits (or '') for; fillers and symbols are bridged. */
function runsOf(atoms: readonly Atom[], accept: (atom: Atom) => string | null): DigitRun[] {
  const runs: DigitRun[] = [];
  let open = false;
  for (const atom of atoms) {
    const digits = accept(atom);
    const run = open ? runs.pop() : undefined;
    if (digits !== null) {
      runs.push({ digits: (run?.digits ?? '') + digits, first: run?.first ?? atom.first, last: atom.last });
      open = true;
    } else {
      if (run !== undefined) runs.push(run);
      if (atom.kind === 'word' || atom.kind === 'label') open = false;
    }
  }
  return runs;
}
