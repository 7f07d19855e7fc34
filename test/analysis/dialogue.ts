import type { AnalysisInput } from '../../src/analysis/input.ts';
import { computeSpeakerMetrics } from '../../src/speakers/metrics.ts';
import { type Segment, type SpeakerRole, segmentKey } from '../../src/transcript/segment.ts';

const WORD_MS = 350;
const PAUSE_MS = 600;
const SPEAKERS = {
  agent: { speakerLabel: 'S1', channel: 0 },
  customer: { speakerLabel: 'S2', channel: 1 },
  ivr: { speakerLabel: 'S3', channel: 0 },
  unknown: { speakerLabel: 'S4', channel: 0 },
} as const;

export type Turn = readonly [role: SpeakerRole, words: string];

/** A hand-written call as the pipeline hands it to analysis. */
export function dialogue(...turns: readonly Turn[]): AnalysisInput {
  let clock = 0;
  const segments = turns.map(([role, text], sequence): Segment => {
    const startMs = clock;
    const words = text.split(' ').map((word, at) => ({
      text: word,
      startMs: startMs + at * WORD_MS,
      endMs: startMs + at * WORD_MS + WORD_MS - 50,
      confidence: 0.9,
    }));
    const endMs = words.at(-1)?.endMs ?? startMs;
    clock = endMs + PAUSE_MS;
    const speaker = SPEAKERS[role];
    return {
      sequence,
      key: segmentKey(sequence),
      startMs,
      endMs,
      ...speaker,
      speakerRole: role,
      speakerName: null,
      words,
      confidence: 0.9,
    };
  });
  return { segments, metrics: computeSpeakerMetrics(segments, clock), durationMs: clock };
}

/** A satisfied card holder; upper case without punctuation, as small recognisers write. */
export const cardCall = dialogue(
  [
    'agent',
    'THANK YOU FOR CALLING NORTHFIELD BANK MY NAME IS [PERSON_1] THIS CALL IS RECORDED HOW CAN I HELP YOU TODAY',
  ],
  ['customer', 'HI I AM CALLING ABOUT A CHARGE ON MY CARD THAT I DO NOT RECOGNISE'],
  ['agent', "I'M SORRY TO HEAR THAT CAN I TAKE YOUR FULL NAME PLEASE"],
  ['customer', 'YES MY NAME IS [PERSON_2]'],
  ['agent', 'THANK YOU COULD YOU READ ME THE LONG NUMBER ON THE FRONT OF YOUR CARD'],
  ['customer', "IT'S [CARD_NUMBER]"],
  ['agent', 'LET ME LOOK AT THE ACCOUNT I CAN SEE A PAYMENT OF FORTY POUNDS FROM LAST TUESDAY'],
  ['customer', "I NEVER MADE THAT PAYMENT AND I'M WORRIED ABOUT IT"],
  [
    'agent',
    "I'VE BLOCKED THE CARD AND I'LL REFUND THE PAYMENT WITHIN THREE WORKING DAYS WE'LL SEND YOU A NEW CARD BY FRIDAY",
  ],
  ['customer', 'THAT IS GREAT THANK YOU SO MUCH FOR YOUR HELP'],
  ['agent', 'IS THERE ANYTHING ELSE I CAN HELP YOU WITH'],
  ['customer', "NO THAT'S EVERYTHING THANK YOU"],
  ['agent', 'THANK YOU FOR CALLING HAVE A GOOD DAY GOODBYE'],
);

/** An angry customer and a curt agent; lower case. */
export const angryCall = dialogue(
  ['agent', 'hello this is support'],
  [
    'customer',
    "this is the third time i've called about my internet and it's still not working it is ridiculous",
  ],
  ['agent', 'what is your account number'],
  ['customer', "i've given you that twice already nobody ever calls me back this is completely unacceptable"],
  ['agent', 'there is nothing i can do today'],
  ['customer', 'then i want to speak to a manager and i want to cancel my contract'],
  ['agent', 'i will raise a complaint someone will call you back within two days'],
  ['customer', 'you are useless this is the worst service i have ever had'],
);

export const voicemail = dialogue(
  [
    'unknown',
    'hi you have reached [PERSON_1] i can not take your call right now please leave a message after the tone',
  ],
  [
    'customer',
    'hi this is the dental clinic calling to reschedule your appointment please call us back before friday',
  ],
);

export const oneSided = dialogue(
  ['unknown', 'i would like to order two large pizzas please'],
  ['unknown', 'and can you deliver them to my house'],
);

export const emptyCall: AnalysisInput = dialogue();
