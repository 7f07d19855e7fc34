import type { Atom } from '../atom.ts';
import { COMMON_WORDS } from '../common-words.ts';
import { PhraseFinder } from '../phrases.ts';
import { atomFrom } from '../search.ts';
import type { Hit, PiiType } from '../types.ts';
import type { Recogniser } from './recogniser.ts';

/** Words of a pass phrase; letters and digits of a spelled one come on top. */
const MOST_WORDS = 4;
const MOST_ATOMS = 40;

const ANNOUNCED = new PhraseFinder<PiiType>(
  [
    [
      'PASSWORD',
      [
        'password is',
        'password to',
        'pass word is',
        'passphrase is',
        'secret word is',
        'memorable word is',
        'password',
      ],
    ],
    [
      'USERNAME',
      ['username is', 'user name is', 'user id is', 'login is', 'login name is', 'handle is', 'username'],
    ],
  ].flatMap(([type, phrases]) =>
    (phrases as string[]).map((phrase): [string, PiiType] => [phrase, type as PiiType]),
  ),
);

/** Usernames and passwords that their owner says: "my password is blue horse 42". */
export const credentialRecogniser: Recogniser = {
  id: 'credential',
  describes: [
    {
      type: 'USERNAME',
      rule: 'credential',
      example: { written: 'my username is jsmith77', spoken: 'my username is j smith seventy seven' },
      validator: 'announced',
    },
    {
      type: 'PASSWORD',
      rule: 'credential',
      example: {
        written: 'my password is bluehorse42',
        spoken: 'my password is kestrel underscore four two',
      },
      validator: 'announced or asked for',
    },
  ],
  find: ({ atoms }) => {
    const announced = ANNOUNCED.find(atoms);
    if (announced.length === 0) return [];
    return announced.flatMap(({ entry, first, last }): Hit[] => {
      const at = atomFrom(atoms, last + 1);
      // "password" alone announces only what no word of speech can be
      const isAlone = first === last;
      const end = endOf(atoms, at, isAlone);
      if (end === null) return [];
      const from = startOf(atoms, at);
      const [start, stop] = [(atoms[from] as Atom).first, (atoms[end] as Atom).last];
      return [{ type: entry, score: 0.75, ruleId: 'credential', first: start, last: stop }];
    });
  },
};

function startOf(atoms: readonly Atom[], at: number): number {
  let from = at;
  while (isSkipped(atoms[from])) from += 1;
  return from;
}

function isSkipped(atom: Atom | undefined): boolean {
  return (
    atom !== undefined && (atom.kind === 'filler' || (atom.kind === 'symbol' && !atom.spoken && !atom.glued))
  );
}

function endOf(atoms: readonly Atom[], at: number, isAlone: boolean): number | null {
  const from = startOf(atoms, at);
  let end: number | null = null;
  let words = 0;
  let hasFigure = false;
  for (let place = from; place < atoms.length && place - from < MOST_ATOMS; place += 1) {
    const atom = atoms[place] as Atom;
    const isWord = atom.kind === 'word' && atom.text.length > 1 && !atom.glued;
    if (atom.kind === 'label' || atom.kind === 'filler') break;
    if (isWord && (COMMON_WORDS.has(atom.text) || words === MOST_WORDS)) break;
    if (isWord) words += 1;
    hasFigure ||= atom.kind === 'digits' || (atom.kind === 'symbol' && (atom.spoken || atom.glued));
    end = place;
  }
  return isAlone && !hasFigure ? null : end;
}
