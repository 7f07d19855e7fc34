import type { Atom } from '../atom.ts';
import { GIVEN_NAMES } from '../given-names.ts';
import type { Recogniser } from './recogniser.ts';

/** Before a given name they make a place of it: "san", "santa", "st". */
const OF_PLACES: ReadonlySet<string> = new Set(
  'san santa sao saint st ste port fort mount lake los las new camp cape'.split(' '),
);

/** Given names that are nothing else, wherever they are said: "thanks robert", "steve and I". */
export const givenNameRecogniser: Recogniser = {
  id: 'given-name',
  describes: [
    {
      type: 'PERSON',
      rule: 'given-name',
      example: { written: 'Thanks, Robert', spoken: 'thanks robert' },
      validator: 'a list of names that are no words and no places',
    },
  ],
  find: ({ atoms }) =>
    atoms.flatMap((atom, at) =>
      isGivenName(atom) && isWholeWord(atoms, at) && !OF_PLACES.has(placeWordBefore(atoms, at))
        ? [{ type: 'PERSON' as const, score: 0.6, ruleId: 'given-name', first: atom.first, last: atom.last }]
        : [],
    ),
};

function isGivenName({ kind, text }: Atom): boolean {
  return kind === 'word' && GIVEN_NAMES.has(text.endsWith("'s") ? text.slice(0, -2) : text);
}

/** Not the "maria" of an e-mail address. */
function isWholeWord(atoms: readonly Atom[], at: number): boolean {
  const place = atoms[at]?.first;
  const isOther = (atom: Atom | undefined): boolean => atom?.first === place && atom?.kind !== 'symbol';
  return ![-2, -1, 1, 2].some((step) => isOther(atoms[at + step]));
}

/** The word before, a full stop between aside ("St. Paul"). */
function placeWordBefore(atoms: readonly Atom[], at: number): string {
  const before = atoms[at - 1];
  return (before?.text === '.' ? atoms[at - 2] : before)?.text ?? '';
}
