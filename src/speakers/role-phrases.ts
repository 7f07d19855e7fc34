import type { SpeakerRole } from '../transcript/segment.ts';

export type Direction = 'inbound' | 'outbound';

/** A phrase in a speaker's first words, and how much it speaks for a role (3 settles it, 1 is a hint). */
export interface RolePhrase {
  readonly pattern: RegExp;
  readonly role: Exclude<SpeakerRole, 'unknown'>;
  readonly weight: (direction: Direction | null) => number;
}

const always = (weight: number) => () => weight;
/** For what the calling party says: who that is depends on the direction. */
const whenOutbound = (outbound: number, unknown: number) => (direction: Direction | null) =>
  direction === 'outbound' ? outbound : direction === 'inbound' ? 0 : unknown;
const whenInbound = (inbound: number, unknown: number) => (direction: Direction | null) =>
  direction === 'inbound' ? inbound : direction === 'outbound' ? 0 : unknown;

/**
 * Matched against lower-case words without punctuation, at most 40 of them. A recogniser mishears names, so a
 * name is any one to three words; what stands around it decides.
 */
export const ROLE_PHRASES: readonly RolePhrase[] = [
  { role: 'ivr', pattern: /\bpress (one|two|three|four|five|zero|pound|star|\d)\b/, weight: always(3) },
  { role: 'ivr', pattern: /\blisten carefully (to|as)\b|\bmenu options have changed\b/, weight: always(3) },
  { role: 'ivr', pattern: /\byour call is (very )?important to us\b/, weight: always(3) },

  { role: 'agent', pattern: /\b(thank you|thanks) for (calling|phoning|ringing)\b/, weight: always(3) },
  { role: 'agent', pattern: /\bhow (can|may|could) (i|we) (help|assist)\b/, weight: always(3) },
  { role: 'agent', pattern: /\bwhat can i (do for|help) you\b/, weight: always(3) },
  { role: 'agent', pattern: /\byou('re| are) (speaking (to|with)|through to)\b/, weight: always(3) },
  { role: 'agent', pattern: /\b(welcome to|you have reached|you've reached)\b/, weight: always(2) },
  { role: 'agent', pattern: /\bcall (is|may be|might be|will be) (being )?recorded\b/, weight: always(2) },
  {
    role: 'agent',
    pattern: /\b(am i speaking|may i speak|could i speak|can i speak) (to|with)\b/,
    weight: whenOutbound(3, 1),
  },
  {
    role: 'agent',
    pattern: /\b(my name is|my name's|this is|i'm|i am)( \S+){1,3} (calling )?(from|with|at)\b/,
    weight: (direction) => (direction === 'outbound' ? 3 : direction === 'inbound' ? 1 : 2),
  },
  { role: 'agent', pattern: /\b(i'm|i am) (calling|phoning|ringing)\b/, weight: whenOutbound(2, 0) },

  {
    role: 'customer',
    pattern: /\b(i'm|i am|i was|i'm just) (calling|phoning|ringing)\b/,
    weight: whenInbound(3, 1),
  },
  { role: 'customer', pattern: /\bi('d| would) like to\b|\bi was wondering\b/, weight: whenInbound(2, 1) },
  {
    role: 'customer',
    pattern: /\bi('ve got| have| had) (a|an|some) (problem|question|issue)\b/,
    weight: always(2),
  },
];
