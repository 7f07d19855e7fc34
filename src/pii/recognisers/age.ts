import type { Atom } from '../atom.ts';
import type { Hit } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

const OLDEST = 125;

/** "thirty four years old", "aged 34", "my age is thirty four". */
export const ageRecogniser: Recogniser = {
  id: 'age',
  describes: [
    {
      type: 'AGE',
      rule: 'age',
      example: { written: 'aged 34', spoken: 'thirty four years old' },
      validator: 'at most 125',
    },
  ],
  find: ({ atoms }) => {
    const hits: Hit[] = [];
    atoms.forEach((atom, at) => {
      if (!isAge(atom)) return;
      const to = oldAfter(atoms, at) ?? (isAgedBefore(atoms, at) ? at : null);
      if (to === null) return;
      hits.push({
        type: 'AGE',
        score: 0.7,
        ruleId: 'age',
        first: atom.first,
        last: (atoms[to] as Atom).last,
      });
    });
    return hits;
  },
};

function isAge(atom: Atom): boolean {
  return atom.kind === 'digits' && atom.digits.length <= 3 && Number(atom.digits) <= OLDEST;
}

/** Where "years old" or "year old" ends. */
function oldAfter(atoms: readonly Atom[], at: number): number | null {
  const rest = atoms.slice(at + 1, at + 5).filter(({ kind }) => kind !== 'symbol');
  if (rest[0]?.text !== 'years' && rest[0]?.text !== 'year') return null;
  return rest[1]?.text === 'old' ? atoms.indexOf(rest[1], at) : null;
}

function isAgedBefore(atoms: readonly Atom[], at: number): boolean {
  const [word, before] = [atoms[at - 1]?.text, atoms[at - 2]?.text];
  return word === 'aged' || (word === 'is' && before === 'age');
}
