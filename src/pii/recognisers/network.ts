import { isIP } from 'node:net';
import type { Atom } from '../atom.ts';
import type { Reading } from '../reading.ts';
import type { Hit, PiiType } from '../types.ts';
import { isWalletAddress } from './crypto-address.ts';
import type { Recogniser } from './recogniser.ts';

/** Longest word looked at: a link may be long, a megabyte without a space is none. */
const LONGEST_WORD = 2_048;
const MAC = /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4})$/i;
const SCHEME = /^(?:https?|ftp):\/\/[^\s/.]+\.[^\s]{2,}$/i;
/** Endings that are no ordinary words after a full stop that lost its space. */
const BARE_DOMAIN =
  /^(?:www\.[a-z\d-]{1,63}\.[a-z\d-]{2,63}|[a-z\d-]{2,63}(?:\.[a-z\d-]{1,63}){0,3}\.(?:com|org|net|edu|gov|info|biz|io|app|dev|co\.uk|co\.in|com\.au|co\.za|de|fr|nl|it|es|ca|uk))(?:[/.?#:][^\s]*)?$/i;
const AROUND_WORD = /^[\s("'“‘<[{]+|[\s)"'”’>\]},;!?.]+$/gu;
const LABELLED = /^(?:url|ip|mac|link|website|address|wallet)[:=]/i;

/** Links, network addresses and wallets as they are written; nothing of them survives in the words of speech but {@link spokenAddress}. */
export const networkRecogniser: Recogniser = {
  id: 'network',
  describes: [
    {
      type: 'URL',
      rule: 'network',
      example: { written: 'https://example.com/a', spoken: 'w w w dot example dot com slash a' },
    },
    {
      type: 'IP_ADDRESS',
      rule: 'network',
      example: { written: '192.0.2.14', spoken: 'one nine two dot zero dot two dot fourteen' },
      validator: 'RFC 791 and RFC 4291',
    },
    {
      type: 'MAC_ADDRESS',
      rule: 'network',
      example: { written: '00:00:5E:00:53:AF', spoken: 'written only' },
    },
    {
      type: 'CRYPTO',
      rule: 'network',
      example: { written: 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', spoken: 'written only' },
      validator: 'Base58Check, Bech32',
    },
  ],
  find: (reading) => [...writtenAddresses(reading), ...spokenAddresses(reading.atoms)],
};

function writtenAddresses({ stream }: Reading): Hit[] {
  const hits: Hit[] = [];
  stream.words.forEach(({ text }, place) => {
    if (text.length < 3 || text.length > LONGEST_WORD || !mayBeAddress(text)) return;
    const bare = text.replace(AROUND_WORD, '').replace(LABELLED, '');
    const type = typeOf(bare);
    if (type !== null) hits.push({ type, score: 0.9, ruleId: 'network', first: place, last: place });
  });
  return hits;
}

/** Quick to say no to a word of speech. */
function mayBeAddress(text: string): boolean {
  return text.includes('.') || text.includes(':') || text.includes('-') || text.length >= 25;
}

function typeOf(word: string): PiiType | null {
  if (isAddressOfNetwork(word)) return 'IP_ADDRESS';
  if (MAC.test(word)) return 'MAC_ADDRESS';
  if (SCHEME.test(word) || BARE_DOMAIN.test(word)) return 'URL';
  return isWalletAddress(word) ? 'CRYPTO' : null;
}

/** IPv4 and IPv6, with a zone, a prefix length or a port. */
function isAddressOfNetwork(word: string): boolean {
  if (word === '::') return false;
  const bare = word.replace(/\/\d{1,3}$/, '').replace(/%[\w.-]+$/, '');
  return isIP(bare) !== 0 || isIP(bare.replace(/:\d{1,5}$/, '')) === 4;
}

/** "one nine two dot one six eight dot zero dot one", "w w w dot example dot com". */
function spokenAddresses(atoms: readonly Atom[]): Hit[] {
  const hits: Hit[] = [];
  for (let at = 0; at < atoms.length; at += 1) {
    const end = isDot(atoms[at + 1]) || isDigitAtom(atoms[at]) ? octetsEnd(atoms, at) : null;
    if (end !== null) {
      hits.push({ type: 'IP_ADDRESS', score: 0.85, ruleId: 'spoken-ip', ...placesOf(atoms, at, end) });
      at = end;
      continue;
    }
    const link = linkEnd(atoms, at);
    if (link !== null) {
      hits.push({ type: 'URL', score: 0.8, ruleId: 'spoken-url', ...placesOf(atoms, at, link) });
      at = link;
    }
  }
  return hits;
}

/** Last atom of four numbers from 0 to 255 with "dot" between them. */
function octetsEnd(atoms: readonly Atom[], from: number): number | null {
  let at = from;
  for (let octet = 0; octet < 4; octet += 1) {
    let digits = '';
    while (isDigitAtom(atoms[at]) && digits.length < 3) {
      digits += atoms[at]?.digits ?? '';
      at += 1;
    }
    if (digits === '' || digits.length > 3 || Number(digits) > 255) return null;
    if (octet < 3 && !isDot(atoms[at])) return null;
    at += octet < 3 ? 1 : 0;
  }
  const isInsideWord =
    atoms[from]?.glued === true || (atoms[at]?.glued === true && atoms[at]?.kind === 'word');
  return isInsideWord ? null : at - 1;
}

const MOST_LINK_ATOMS = 60;
const LINK_SYMBOLS: ReadonlySet<string> = new Set(['.', '/', '-', '_']);

/** From "www" or "h t t p" over letters and words joined by spoken dots and slashes. */
function linkEnd(atoms: readonly Atom[], from: number): number | null {
  const start = linkStart(atoms, from);
  if (start === null) return null;
  let end: number | null = null;
  for (let at = start; at < atoms.length && at - from < MOST_LINK_ATOMS; at += 1) {
    const atom = atoms[at] as Atom;
    const before = atoms[at - 1] as Atom;
    const isJoint = atom.kind === 'symbol' && LINK_SYMBOLS.has(atom.text);
    const joined = before.kind === 'symbol' || atom.text.length === 1 || before.text.length === 1;
    if (atom.kind === 'label' || !(isJoint || joined)) break;
    end = at;
  }
  return end;
}

/** The atom after "w w w dot", "www dot", or "h t t p (s) colon slash slash". */
function linkStart(atoms: readonly Atom[], from: number): number | null {
  const text = (at: number): string => atoms[at]?.text ?? '';
  const isW = text(from) === 'w' && text(from + 1) === 'w' && text(from + 2) === 'w';
  const afterW = text(from) === 'www' ? from + 1 : isW ? from + 3 : null;
  if (afterW !== null) return isDot(atoms[afterW]) && atoms[afterW]?.spoken === true ? afterW + 1 : null;
  if (text(from) !== 'h' && text(from) !== 'http' && text(from) !== 'https') return null;
  let at = text(from) === 'h' ? from + 4 : from + 1;
  if (text(from) === 'h' && (text(from + 1) !== 't' || text(from + 2) !== 't' || text(from + 3) !== 'p'))
    return null;
  if (text(at) === 's') at += 1;
  return text(at) === 'colon' && text(at + 1) === '/' && text(at + 2) === '/' ? at + 3 : null;
}

function isDot(atom: Atom | undefined): boolean {
  return atom?.kind === 'symbol' && atom.text === '.';
}

function isDigitAtom(atom: Atom | undefined): boolean {
  return atom?.kind === 'digits' || atom?.kind === 'zero';
}

function placesOf(atoms: readonly Atom[], from: number, to: number): { first: number; last: number } {
  return { first: atoms[from]?.first ?? 0, last: atoms[to]?.last ?? 0 };
}
