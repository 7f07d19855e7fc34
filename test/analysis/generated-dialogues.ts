import type { AnalysisInput } from '../../src/analysis/input.ts';
import { dialogue, type Turn } from './dialogue.ts';

/** Numbers that look random and are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const KINDS = [
  'calm',
  'angry',
  'long',
  'short',
  'empty',
  'one_sided',
  'wrong_number',
  'voicemail',
  'ivr_only',
  'unknown_roles',
  'endless_turn',
  'mixed_script',
] as const;
export type Kind = (typeof KINDS)[number];

export interface GeneratedDialogue {
  readonly seed: number;
  readonly kind: Kind;
  readonly call: AnalysisInput;
}

/** Made-up people of many languages; some are left after redaction, most are labels. */
const NAMES = [
  'anna schmidt',
  'jürgen müller',
  'maría josé garcía',
  'françois lefèvre',
  'siobhán o’brien',
  'nguyễn văn an',
  'þórunn jónsdóttir',
  'łukasz wiśniewski',
  'иван петров',
  'ελένη παπαδοπούλου',
  '田中 花子',
  '김 민수',
  'محمد علي',
  'प्रिया शर्मा',
  '[PERSON_1]',
  '[PERSON_2]',
] as const;
const COMPANIES = ['northfield bank', 'harbour energy', 'blue line telecom', 'oak street clinic'] as const;
const MATTERS = [
  'a charge on my bill that i do not recognise',
  'my parcel which has not arrived',
  'the internet which stopped working on monday',
  'cancelling my subscription',
  'a refund for the faulty kettle',
  'changing my address because i moved house',
  'an appointment with the engineer',
  'the password of my account',
  'a claim on my insurance after the accident',
  'my loan and the interest rate',
] as const;
const ANGER = [
  'this is ridiculous i have called three times already',
  'nobody ever calls me back and i am furious',
  'your service is terrible and i want to speak to a manager',
  'it is completely unacceptable',
] as const;
const HELP = [
  'let me look at the account for you',
  'can i take your full name and your date of birth please',
  'i am sorry to hear that i understand how frustrating it must be',
  'i have arranged a refund of forty pounds it will be with you within five working days',
  'i will send you a confirmation email by friday',
  'someone will call you back tomorrow morning',
  'i have booked the engineer for thursday',
  'i can see the payment here it was due to a mistake on our side',
] as const;
const CHAT = [
  'yes that is right',
  'no i did not get that',
  'my number is [PHONE_NUMBER]',
  'the card is [CARD_NUMBER]',
  'oh well it is what it is',
  'okay',
  'hmm',
  'that sounds good thank you',
  'could you say that again',
  '¿perdón no le entiendo',
  'ja genau das meine ich',
] as const;

/** One call of the kind its seed falls on; the same seed makes the same call. */
export function generatedDialogue(seed: number): GeneratedDialogue {
  const random = randomOf(seed * 7919 + 1);
  const kind = KINDS[seed % KINDS.length] ?? 'calm';
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T =>
    list[Math.floor(random() * list.length)] as T;
  return { seed, kind, call: shout(dialogue(...turnsOf(kind, random, pick)), random) };
}

function turnsOf(kind: Kind, random: () => number, pick: <T>(list: readonly T[]) => T): Turn[] {
  const greeting: Turn = [
    'agent',
    `thank you for calling ${pick(COMPANIES)} my name is ${pick(NAMES)} ${random() < 0.5 ? 'this call is recorded ' : ''}how can i help`,
  ];
  const matter: Turn = ['customer', `hello this is ${pick(NAMES)} i am calling about ${pick(MATTERS)}`];
  const talk = (count: number, angry: boolean): Turn[] =>
    Array.from(
      { length: count },
      (_, at): Turn =>
        at % 2 === 0 ? ['agent', pick(HELP)] : ['customer', pick(angry ? [...ANGER, ...CHAT] : CHAT)],
    );
  const ending: Turn[] = [
    ['agent', 'is there anything else i can help you with'],
    [
      'customer',
      pick(['no that is everything thank you', 'no', 'i will call again later it is still not working']),
    ],
    ['agent', pick(['have a nice day goodbye', 'bye', 'thank you for your patience take care'])],
  ];
  switch (kind) {
    case 'calm':
      return [greeting, matter, ...talk(4 + Math.floor(random() * 6), false), ...ending];
    case 'angry':
      return [greeting, matter, ...talk(4 + Math.floor(random() * 6), true), ...ending];
    case 'long':
      return [greeting, matter, ...talk(60 + Math.floor(random() * 60), random() < 0.3), ...ending];
    case 'short':
      return [greeting, matter].slice(0, 1 + Math.floor(random() * 2));
    case 'empty':
      return [];
    case 'one_sided':
      return talk(8, false).filter(([role]) => role === 'agent');
    case 'wrong_number':
      return [
        ['agent', 'hello'],
        ['customer', `is this ${pick(NAMES)}`],
        ['agent', 'no you have the wrong number nobody by that name here'],
        ['customer', 'oh sorry bye'],
      ];
    case 'voicemail':
      return [
        ['unknown', `hi you have reached ${pick(NAMES)} please leave a message after the tone`],
        ['customer', `this is ${pick(COMPANIES)} about ${pick(MATTERS)} please call us back before friday`],
      ];
    case 'ivr_only':
      return [
        ['ivr', `welcome to ${pick(COMPANIES)} calls may be recorded for training press one for billing`],
        ['ivr', 'all our agents are busy please hold the line'],
      ];
    case 'unknown_roles':
      return [greeting, matter, ...talk(6, random() < 0.5), ...ending].map(
        ([, words]): Turn => ['unknown', words],
      );
    case 'endless_turn':
      return [greeting, ['customer', Array.from({ length: 900 }, () => pick(CHAT)).join(' ')], ...ending];
    case 'mixed_script':
      return [
        greeting,
        ['customer', NAMES.join(' ')],
        ['agent', pick(HELP)],
        ['customer', '… ?! — 😀 ()'],
        ...ending,
      ];
  }
}

/** Small recognisers write capitals, others punctuation. */
function shout(call: AnalysisInput, random: () => number): AnalysisInput {
  const style = random();
  const write = (text: string) => (style < 0.3 ? text.toUpperCase() : style < 0.5 ? `${text},` : text);
  const segments = call.segments.map((segment) => ({
    ...segment,
    words: segment.words.map((word) => ({ ...word, text: write(word.text) })),
  }));
  return { ...call, segments };
}
