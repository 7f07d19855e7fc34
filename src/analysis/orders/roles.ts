import { type Phrase, phrases } from '../rules/phrase.ts';

/**
 * What a word can be in an order to whoever judges the call. None means anything alone: "score", "ten" and "ignore" are
 * said in every call; combinations.ts tells what they mean together.
 */
export const ROLES = {
  /** Only a reviewer of calls is spoken of like this. */
  reader: phrases(
    'ai|llm|llms|gpt|chatgpt|llama|bot|robot|chatbot|algorithm|grader|evaluator|scorer|reviewer|analyser|analyzer|autograder',
    'summariser|summarizer|transcriber|classifier',
    'artificial intelligence',
    'language model|models',
    'quality|call auditor|system|software|assessor|judge|team|monitor',
    'whoever|whatever|anyone|anything|whichever|somebody|computer|machine|software|program * reading|reads|analysing|analyzing|reviewing|scoring|grading|grades|transcribing|transcribes|summarising|summarizing|evaluating|marking|checking|auditing|monitoring|listening|listens',
    'system reading|scoring|grading|rating|judging|listening|transcribing|summarising|summarizing',
    'read|analysed|analyzed|scored|graded|evaluated|reviewed|judged|marked by * machine|computer|software|system',
  ),
  /** May be a reviewer. */
  machine: phrases('model|system|software|computer|machine|assistant|auditor|judge|assessor|program'),
  verdict: phrases(
    'score|scores|rating|ratings|grade|grades|evaluation|evaluations|assessment|verdict|appraisal|scorecard|scoring|grading',
  ),
  points: phrases('points|marks|stars|tens|bonus'),
  outcome: phrases('review|analysis|result|number|numbers|quality|value|summary'),
  /** What only a reviewer of calls scores. */
  criterion: phrases(
    'sentiment|rubric|criterion|criteria|empathy',
    'quality|compliance|performance|agent|satisfaction|call|conversation score|scores|rating|ratings|grade|grades|value|result',
    'scoring|grading|marking|rating rules|guidelines|scheme|criteria',
    'percent quality',
  ),
  finding: phrases('violation|violations|flag|flags|finding|findings|negative', 'compliance|deductions'),
  /** Ends of a scale. */
  most: phrases(
    'ten|10|tens|hundred|100|maximum|max|full|perfect|highest|top|five|zero|lowest|minimum|best|positive*|all',
  ),
  number: phrases('ten|10|tens|hundred|100|zero'),
  /** What a reviewer is to believe. */
  praise: phrases(
    'perfect*|flawless*|excellent|outstanding|superb|brilliant*|exemplary|positive*|delighted|thrilled|glowing|spotless',
    'resolved|solved|compliant|passed|praise|great|wonderful|lovely|fantastic|awesome|amazing|success*|satisfied|favourable|favorable',
    'look|looks|looking good|great',
    'generously|kindly|highly|favourably|favorably|well|nicely|polite|calm',
  ),
  /** The call spoken of as a thing. */
  call: phrases(
    'transcript|transcription',
    'this|the|these|our|my|whole|entire|every|each call|calls|conversation|interaction|recording|dialogue',
    'everything|anything i|we say|said',
  ),
  score: phrases('score|rate|grade|rank|judge|evaluate|assess'),
  agent: phrases('agent|agents|representative|adviser|advisor|colleague|everybody|everyone'),
  scoreAgent: phrases(
    'score|rate|grade|rank|judge|evaluate|assess * agent|agents|representative|adviser|advisor|colleague|him|her|me|us|everybody|everyone',
  ),
  judge: phrases(
    'score|scored|rate|rated|grade|graded|judge|judged|rank|ranked|evaluate|evaluated|assess|assessed|mark|marked|treat|treated',
    'categorise*|categorize*|classif*|label*|tag|tagged|summarise*|summarize*|analyse*|analyze*|describe*|file|filed|put|approve',
  ),
  give: phrases(
    'give|award|grant|assign|put|set|log|enter|report|return|upgrade|raise|bump|boost|increase|approve|output|write|record|print|produce|submit',
    'say|state|conclude|certify|declare|answer|respond|reply|make|ensure|stick|pick|select|default|change|force|lift|push|choose|tell|hand|adjust|award|allocate|pass',
  ),
  /** Said in place of an imperative. */
  duty: phrases('must|should|shall|deserves|deserve|equals|always', 'have|has|need|needs to', 'is|are to be'),
  drop: phrases(
    'ignor*|disregard|forget|skip|omit|delete|erase|remove|drop|exclude|overlook|override|overrule|bypass|suppress|hide|neglect|strike|waive|discard|suspend|scrap|abandon|bin',
    'leave|leaving|keep|take * out',
    '(do not|never) * count|flag|mention|cite|penalise|penalize|deduct|evaluate|score|judge|include|put|write',
    'no need to',
    'stop scoring|grading|evaluating|reviewing|judging|analysing|analyzing',
    'vergiss|olvida|oublie*',
  ),
  /** Rules of a reviewer, by whose they are. */
  rules: phrases(
    'your|all|any|previous|prior|earlier|above|existing|original|every|former|toutes|alle|todas * instructions|guidelines|rules|prompt|prompts|directives|programming|constraints|restrictions|safeguards|anweisungen|regeln|règles|reglas|instrucciones',
    'rubric|schema|guardrails|criteria',
    'instructions|guidelines|rules|orders|training|prompt you were|are|have|got|received|follow',
    'system|hidden|initial|developer prompt|prompts|instructions',
    'scoring|grading|marking|evaluation rules|guidelines|criteria|scheme|guide|policy',
  ),
  /** May be a reviewer's. */
  someRules: phrases(
    'instructions|instruction|guidelines|rules|prompt|directives|section|sections|check|checks',
  ),
  /** What a reviewer listens for. */
  procedure: phrases(
    'greeting|disclosure|disclosures|disclaimer|verification|identification|consent|introduction|authentication|apology|script',
    'identity|security|id|compliance check|checks|questions|section|part|verification',
  ),
  done: phrases('done|read|given|made|passed|complete|completed|met|kept|fulfilled|said|verified|present'),
  /** Takes something for what it is not. */
  deem: phrases('consider|treat|count|regard|assume|deem|pretend|imagine|suppose|interpret'),
  write: phrases('record|mark|log|note|write|report|say|state'),
  even: phrases(
    'even if|though it|he|she|they|i|we|that (was|did|is|were|has|had|do not)',
    'regardless|irrespective of',
    'no matter what|how',
  ),
  pretend: phrases(
    'pretend that|this|the|i|he|she|we|nothing|like|everything * never|not|perfect|nothing|fine|well|perfectly|agent|call',
  ),
  leaveOut: phrases('ignore|forget|disregard|overlook|omit', 'leave|leaving|keep * out'),
  change: phrases(
    'raise|lower|change|adjust|increase|improve|reduce|affect|influence|boost|bump|inflate|lift|correct|count',
  ),
  authority: phrases(
    'i am the|your * administrator|admin|developer|creator|programmer|operator|owner',
    'speaking as your|the|an administrator|admin|developer',
  ),
  whileJudging: phrases(
    'when|while|before|as you rate|score|grade|evaluate|judge|assess|mark|analyse|analyze|review|summarise|summarize * this|it|call|us|me|him|her',
  ),
  as: phrases('as'),
  jest: phrases(
    'sarcasm|sarcastic|joke|jokes|fictional|fake|fiction|simulation|simulated|test|rehearsal|irony|void|praise',
  ),
  /** The page that comes out in the end. */
  report: phrases(
    'summary|evaluation|assessment|analysis|transcript|appraisal',
    'your report|write|findings',
    'write|writing|type this|it|that|everything up',
    'report you',
  ),
  lenient: phrases(
    'be|show * generous|lenient|kind|gentle|nice|merciful|favourable|favorable|easy|soft|mild|forgiving|mercy',
    'go easy',
    'treat him|her|me|us well|nicely|kindly|gently',
    'tick * every|all box|boxes',
  ),
  /** Somebody asks for the other party's own rating, which is no order to a reviewer. */
  survey: phrases(
    'survey|surveys|questionnaire|scale|poll|google|trustpilot|online|app|website|link',
    'one|zero|1|0 to|and|through|until ten|10|five|5|hundred|100',
    'how would|do|did you',
    'being * excellent|best|highest|worst|lowest',
  ),
} as const satisfies Record<string, readonly Phrase[]>;

export type Role = keyof typeof ROLES;
