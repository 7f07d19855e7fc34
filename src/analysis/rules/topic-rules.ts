import { type Phrase, phrases } from './phrase.ts';

/** What a call can be about. `about` completes "The customer called about …". */
export interface TopicRule {
  readonly name: string;
  readonly about: string;
  readonly patterns: readonly Phrase[];
}

/** Built-in topics for service calls in general; the order breaks ties, so the more telling come first. */
export const TOPIC_RULES: readonly TopicRule[] = [
  {
    name: 'fraud',
    about: 'suspected fraud',
    patterns: phrases(
      'fraud*',
      'scam*',
      'do not recogni*',
      'did not recogni*',
      'unauthori*',
      'suspicious',
      'not * my transaction',
    ),
  },
  {
    name: 'lost or stolen card',
    about: 'a lost or stolen card',
    patterns: phrases(
      'lost|stolen * card',
      'lost * wallet|purse',
      'card * lost|stolen',
      'replacement|new card',
      'replace * card',
    ),
  },
  {
    name: 'refund',
    about: 'a refund',
    patterns: phrases('refund*', 'money back', 'reimburs*', 'credit * back'),
  },
  {
    name: 'cancellation',
    about: 'a cancellation',
    patterns: phrases(
      'cancel*',
      'close * account',
      'end|terminate * contract|subscription|agreement',
      'opt out',
    ),
  },
  {
    name: 'billing',
    about: 'a bill or charge',
    patterns: phrases(
      'bill|bills|billing|billed',
      'invoice*',
      'charge|charges|charged',
      'overcharg*',
      'direct debit',
      'statement',
      'fee|fees',
    ),
  },
  {
    name: 'payment',
    about: 'a payment',
    patterns: phrases(
      'make|take|made * payment',
      'payment',
      'pay',
      'installment*|instalment*',
      'card|credit|debit number',
      'balance owed|due|outstanding',
      'arrears',
    ),
  },
  {
    name: 'delivery',
    about: 'a delivery',
    patterns: phrases(
      'deliver*',
      'parcel*|package*|shipment*|shipping|shipped|courier',
      'track* number',
      'not|never * arrived|arrive|turned',
      'dispatch*',
    ),
  },
  {
    name: 'order',
    about: 'an order',
    patterns: phrases('order|orders|ordered', 'purchase|purchased', 'bought', 'out of stock'),
  },
  {
    name: 'return or exchange',
    about: 'a return or exchange',
    patterns: phrases(
      'return|send * back',
      'returns|exchange*',
      'wrong size|item|product',
      'damaged',
      'faulty',
    ),
  },
  {
    name: 'technical support',
    about: 'a technical fault',
    patterns: phrases(
      'internet|broadband|router|modem|wifi|signal',
      'not|stopped working',
      'does|will not work',
      'error message|code',
      'restart*|reboot*|reset',
      'slow connection',
      'software|laptop|computer|printer',
      'screen|device',
    ),
  },
  {
    name: 'account access',
    about: 'access to an account',
    patterns: phrases(
      'password*|passcode',
      'log|sign in|on',
      'login|username',
      'locked out',
      'unlock',
      'can|could not * access',
      'security code',
    ),
  },
  {
    name: 'appointment',
    about: 'an appointment',
    patterns: phrases(
      'appointment*',
      'reschedul*',
      'book* * visit|engineer|slot|table|room|in',
      'reservation*|booking*',
      'engineer|technician visit|coming',
    ),
  },
  {
    name: 'change of details',
    about: 'a change of personal details',
    patterns: phrases(
      'change|update|changed|updated * address|details|name|email',
      'new address',
      'moved|moving house|home',
      'change of address',
    ),
  },
  {
    name: 'plan or upgrade',
    about: 'a plan or contract change',
    patterns: phrases('upgrade*|downgrade*', 'plan|tariff|contract|package', 'renew*', 'subscription'),
  },
  {
    name: 'new business',
    about: 'a possible purchase',
    patterns: phrases(
      'interested in',
      'get|have|like|want a quote',
      'quote|quotation',
      'special offer|deal',
      'free trial',
      'sign up',
      'how much * cost',
    ),
  },
  {
    name: 'insurance claim',
    about: 'an insurance claim',
    patterns: phrases('claim|claims', 'insur*', 'policy|policyholder', 'accident', 'excess|deductible'),
  },
  {
    name: 'loan or mortgage',
    about: 'a loan or mortgage',
    patterns: phrases('loan|loans|mortgage|mortgages', 'interest rate*', 'repayment*', 'lend*|borrow*'),
  },
  {
    name: 'balance or transaction',
    about: 'a balance or transaction',
    patterns: phrases(
      'my balance',
      'transaction*',
      'bank|wire transfer',
      'transfer money',
      'withdraw*|deposit*',
      'savings|checking|current account',
    ),
  },
  {
    name: 'health',
    about: 'a health matter',
    patterns: phrases(
      'doctor|nurse|clinic|hospital|surgery',
      'prescription*|medication|medicine',
      'symptom*',
      'test results',
    ),
  },
  {
    name: 'complaint',
    about: 'a complaint',
    patterns: phrases('complain*', 'speak|talk to * manager|supervisor', 'not good enough', 'unacceptable'),
  },
  {
    name: 'wrong number',
    about: 'a wrong number',
    patterns: phrases('wrong number', '(nobody|no one) * by that name'),
  },
];
