import { type Phrase, phrases } from './phrase.ts';

/** Something an agent can be heard to do. `did` completes "The agent …". */
export interface ActionRule {
  readonly action: string;
  readonly did: string;
  /** The summary names outcomes first, then procedure; formalities are listed but never summarised. */
  readonly kind: 'outcome' | 'procedure' | 'formality';
  readonly patterns: readonly Phrase[];
}

/** In the order a call usually takes. */
export const ACTION_RULES: readonly ActionRule[] = [
  {
    action: 'greeted the caller',
    did: 'greeted the caller',
    kind: 'formality',
    patterns: phrases(
      'thank|thanks * for calling',
      'good morning|afternoon|evening|day',
      'welcome to',
      'hello|hi * my name is',
      'hello|hi * this is',
      'hello|hi * speaking',
    ),
  },
  {
    action: 'gave their name',
    did: 'gave their name',
    kind: 'formality',
    patterns: phrases(
      'my name is',
      'this is * speaking',
      'you are speaking|talking to|with',
      'you are through to',
      'this is * from|at|calling',
    ),
  },
  {
    action: 'offered help',
    did: 'offered help',
    kind: 'formality',
    patterns: phrases('how|what can|may|could i|we * help|do|assist', 'help you today', 'assist you today'),
  },
  {
    action: 'said the call is recorded',
    did: 'said that the call is recorded',
    kind: 'formality',
    patterns: phrases(
      'call|calls|line|conversation * recorded|monitored',
      'recorded|monitored for * quality|training|security',
      'recorded line',
    ),
  },
  {
    action: 'verified identity',
    did: "verified the customer's identity",
    kind: 'procedure',
    patterns: phrases(
      'verify|confirm * identity|name|address|date|postcode|zip|number|email|details|account|birth',
      'security|verification question*',
      'your date of birth',
      'your|the full|account name|number please',
      'can|could|may i * take|have|get your * name|number|postcode|address|email|zip',
      '(what is|whats) your * name|number|postcode|address|email|zip',
      'last four digits',
    ),
  },
  {
    action: 'apologised',
    did: 'apologised',
    kind: 'formality',
    patterns: phrases(
      '(i am|we are) * sorry',
      'sorry about|for',
      'sorry to hear',
      'apologi*|apology|apologies',
    ),
  },
  {
    action: 'acknowledged the feeling',
    did: "acknowledged the customer's frustration",
    kind: 'procedure',
    patterns: phrases(
      'i * understand * frustrat*|upset|upsetting|concern*|feel|annoy*|difficult*|worr*',
      'i|we completely|fully|totally|really understand',
      'i can|could imagine|see * frustrat*|upset*|difficult|annoying|how|why',
      'that must be|have',
      'understand how',
      'i would feel|be * same|upset|frustrated',
    ),
  },
  {
    action: 'looked into the account',
    did: 'looked into the account',
    kind: 'procedure',
    patterns: phrases(
      'let me * look|check|see|pull|find|bring',
      'i will|can * look into|up|at',
      'i will|just check',
      'pull|bring|pulling|bringing * up',
      'looking at your|the',
      'i can|do see * here|account|charge|order|payment|that|the',
    ),
  },
  {
    action: 'explained the cause',
    did: 'explained the cause',
    kind: 'procedure',
    patterns: phrases(
      'the reason|cause * is|was',
      'what|that happened is|was',
      'that is|was because',
      'which is why',
      'it looks|seems like|that',
      'due to',
    ),
  },
  {
    action: 'put the caller on hold',
    did: 'put the caller on hold',
    kind: 'procedure',
    patterns: phrases(
      'put|place|pop|putting|placing you on * hold',
      'hold for a|just|one',
      'hold the line',
      'bear with me',
    ),
  },
  {
    action: 'took card details',
    did: 'took card details',
    kind: 'procedure',
    patterns: phrases(
      'long|sixteen|card number',
      'number * front|across * card',
      'expiry|expiration date',
      'three|3 digits|numbers * back',
      'security code * back',
    ),
  },
  {
    action: 'arranged a refund',
    did: 'arranged a refund',
    kind: 'outcome',
    patterns: phrases(
      'i|we * have|will|can|am|are * refund*',
      'process*|issue*|issuing|put|authori* * refund*|credit',
      'refund* * processed|issued|approved|back to your',
      'reverse*|reversing|removed|waived|waive * charge|fee|payment',
    ),
  },
  {
    action: 'arranged a replacement',
    did: 'arranged a replacement',
    kind: 'outcome',
    patterns: phrases(
      'send|order|arrange|issue|sending|ordered|ordering|sent * replacement|new|another one|card|item|router|device|it',
      'replacement * sent|on way|ordered',
    ),
  },
  {
    action: 'cancelled or blocked something',
    did: 'cancelled or blocked something',
    kind: 'outcome',
    patterns: phrases(
      'i|we * have * cancel*|block*|froze*|stopped|closed',
      'cancelled|canceled|blocked|frozen * for you',
      'that|it is|has * cancelled|canceled|blocked|closed',
    ),
  },
  {
    action: 'updated the details',
    did: "updated the customer's details",
    kind: 'outcome',
    patterns: phrases(
      'i|we * have * updated|changed|amended|corrected',
      'updated|changed * for you',
      'details|address * been updated|changed',
    ),
  },
  {
    action: 'booked an appointment',
    did: 'booked an appointment',
    kind: 'outcome',
    patterns: phrases(
      'book*|schedul* * you|appointment|visit|engineer|technician',
      'i|we can|could do|offer * monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|morning|afternoon',
      'you are booked',
    ),
  },
  {
    action: 'sent an email or text',
    did: 'sent an email or text',
    kind: 'outcome',
    patterns: phrases(
      'i|we * send|sent|sending * email|text|link|confirmation|message',
      'email|text you',
      'confirmation email',
    ),
  },
  {
    action: 'transferred the call',
    did: 'transferred the call',
    kind: 'outcome',
    patterns: phrases('transfer|transferring|connect|pass you', 'put|putting you through'),
  },
  {
    action: 'escalated',
    did: 'escalated the matter',
    kind: 'outcome',
    patterns: phrases(
      'escalat*',
      'raise|raised|log|logged|open|opened * ticket|complaint|case',
      'speak|talk to my|a manager|supervisor * for you',
    ),
  },
  {
    action: 'promised a call back',
    did: 'promised a call back',
    kind: 'outcome',
    patterns: phrases(
      'i|we|someone|somebody|they|colleague|manager will * call|ring|phone|contact * you',
      'call|ring you back',
      'get back to you',
    ),
  },
  {
    action: 'offered further help',
    did: 'offered further help',
    kind: 'formality',
    patterns: phrases('anything|something else'),
  },
  {
    action: 'closed politely',
    did: 'closed politely',
    kind: 'formality',
    patterns: phrases(
      'have a * good|great|nice|lovely|wonderful * day|evening|afternoon|weekend|one|night|morning|rest',
      'take care',
      'goodbye|bye',
      'thank|thanks * for your call|time|patience|custom',
      'thank|thanks * for calling * have',
    ),
  },
];
