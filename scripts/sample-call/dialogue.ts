/** Who speaks: the channel is the side of the recording, 0 left and 1 right. */
export const PARTIES = {
  agent: { channel: 0, voice: 'slt' },
  customer: { channel: 1, voice: 'awb' },
} as const;

export interface Turn {
  readonly role: keyof typeof PARTIES;
  /** As spoken; numbers digit by digit, because that is how the reference for word errors must read. */
  readonly text: string;
  /** Silence before it, counted from the end of the turn before; negative: both speak at once. */
  readonly gapMs: number;
  /** Words in `text` that must not come out of callmill, with the type they should be found as. */
  readonly pii?: readonly { readonly type: string; readonly text: string }[];
}

/**
 * A call about a late delivery. Persons and company are invented; 555-01xx numbers are kept for fiction; the card number
 * was drawn at random and passes the checksum. The wording is what a small English model reads from these two voices.
 */
export const DIALOGUE: readonly Turn[] = [
  {
    role: 'agent',
    gapMs: 600,
    text: 'Good morning, thank you for calling River Garden Company. My name is Susan. What can I do for you today?',
    pii: [{ type: 'PERSON', text: 'Susan' }],
  },
  {
    role: 'customer',
    gapMs: 450,
    text: 'Good morning Susan. My name is Martin Brown. I bought a garden table from you last week, but it never came.',
    pii: [
      { type: 'PERSON', text: 'Susan' },
      { type: 'PERSON', text: 'Martin Brown' },
    ],
  },
  {
    role: 'agent',
    gapMs: 380,
    text: 'I am sorry to hear that. Let me find your order. What is your telephone number, please?',
  },
  {
    role: 'customer',
    gapMs: 620,
    text: 'My number is six five one, five double five, zero one five seven.',
    pii: [{ type: 'PHONE_NUMBER', text: 'six five one, five double five, zero one five seven' }],
  },
  {
    role: 'agent',
    gapMs: 540,
    text: 'Thank you. I see the order here. The payment for the delivery failed, so the table has not left our building.',
  },
  { role: 'customer', gapMs: 300, text: 'I did not know that. Can I pay for it today?' },
  {
    role: 'agent',
    gapMs: 260,
    text: 'Yes, of course. I can take the payment over the phone. Please read me the long number on the front of your card.',
  },
  {
    role: 'customer',
    gapMs: 680,
    text: 'Yes. The number is five one nine five, nine three four zero, seven five one nine, seven five nine four.',
    pii: [
      {
        type: 'CARD_NUMBER',
        text: 'five one nine five, nine three four zero, seven five one nine, seven five nine four',
      },
    ],
  },
  { role: 'agent', gapMs: 340, text: 'All right. Please give me a moment.' },
  { role: 'customer', gapMs: 280, text: 'Take your time.' },
  {
    role: 'agent',
    gapMs: 700,
    text: 'Great, the payment was accepted. The table will leave today, and it will be with you on Monday morning.',
  },
  // Said while the agent is still speaking, as listeners do.
  { role: 'customer', gapMs: -1100, text: 'I see.' },
  { role: 'customer', gapMs: 650, text: 'That is good news. We have friends coming on the weekend.' },
  {
    role: 'agent',
    gapMs: 310,
    text: 'I am happy to help. We will send you a message when the driver is on the way. Is there something else I can do for you?',
  },
  { role: 'customer', gapMs: 420, text: 'No, that is all. Thank you for your help.' },
  { role: 'agent', gapMs: 230, text: 'You are welcome. Thank you for calling us, and have a good day.' },
  { role: 'customer', gapMs: 350, text: 'Have a good day.' },
];
