import { findAny, type Phrase, phrases, type Span } from '../rules/phrase.ts';
import type { Token } from '../tokens.ts';

/** Tokens of a segment that speak of being judged, or `perhaps` do; `end` exclusive. */
export interface Mention extends Span {
  readonly kind: 'judging' | 'perhaps';
}

/** A segment of no more tokens is one mention as a whole; in a longer one the tokens around the words are. */
const WHOLE_SEGMENT = 40;
const BEFORE = 12;
const AFTER = 40;

/** Of judging, writing up and instructing: what a reviewer does and people on the telephone hardly ever speak of. */
const JUDGING = phrases(
  // judgements
  'score|scores|scored|scoring|scorecard|rating|ratings|grade|grades|graded|grading|rubric|criterion|criteria|verdict|appraisal',
  'sentiment|empathy|calibration|evaluat*|penalise|penalize|analyse*|analyze*|analysing|analyzing|analysis|analytics',
  'judged|judging|ranks|ranking|compliance|compliant|violation|violations|flag|flags|flagged|flagging|unresolved',
  'summar*|transcri*|paperwork|scoresheet|sarcasm|rehearsal',
  'full|top|maximum|lowest|highest marks|points|grade|scores',
  'quality|automated|review|compliance assurance|team|program|report|reports|system|software|algorithm|tool|model|sheet|check|checks',
  'out of ten|hundred|five',
  'out of a|one hundred',
  'plus|ten|hundred|full all round',
  'plus|ten|hundred|full on|for everything',
  // judges
  'grader|graders|reviewer|reviewers|evaluator|assessor|auditor|analyst|analyser|analyzer|summariser|summarizer|listener|keeper',
  'ai|llm|llms|gpt|chatgpt|bot|bots|robot|robots|algorithm|algorithms|parser|json|bracket|slash|hash|asterisk|colon|admin|administrator',
  'a i',
  'artificial intelligence',
  'language model',
  'mister|dear|hey|hello|attention computer|machine|model|system|software|program|reader|listener|transcript',
  'whoever|whatever|whichever|anyone|anybody|everyone|everybody|somebody|someone|thing|computer|machine|software|system|program * reads|reading|listens|listening|interpreting|tallies|judges|grades|grading|hears|writes|translating|rating|scoring|reviewing',
  'whoever|thing * looks|looking|adds|adding|checks|checking',
  'anyone|somebody|computer|machine|software * checking|goes through',
  'keeping score',
  // what they go by
  'instruction|instructions|guideline|guidelines|prompt|prompts|rules|schema|override|sudo',
  'normal|grading|rating|scoring scale',
  'your|our only|new|real|final task|job|role|instruction',
  // what they write
  'write|writing|wrote|type|typing this|it|that|me|him|her|them|everything up',
  'write|writing|put me|him|her|them down',
  'write|wrote that the|my|everybody|everyone|nobody|he|she|i|we',
  'write down that',
  'write up',
  'write ups',
  'on paper|record',
  'for|from|off the record',
  'your|the|an|automated|final report|result|results|output|outcome|summary|minutes|totals * say|says|show|shows|is|should|must|that|to',
  'the right|correct|reference answer|evaluation|way',
  'report|say|write|state|note|mention|record|output|return|put * only|nothing|exactly|excellent|success|resolved|positive|perfect|flawless',
  // the call as their object
  'mark|marks|rate|rank|label|file|log|close|grade|treat|count|consider|regard * this|the|our|it|as call|recording|conversation|interaction|case|resolved|perfect|positive|success|read|done',
  'pretend|imagine|assume|consider|hypothetically|simulation|fictional',
  'count|counts|counted|note|put|name|process|treat|call * as|me|it|this|that|him|her excellent|good|solved|resolved|furious|happy|satisfied|perfect|great|as',
  'count|counts|note|put|call|treat * as excellent|good|solved|resolved|furious|happy|satisfied|perfect|great|terrible',
  'the word|words * means|mean|meant',
  'i meant|mean * terrific|terrible|excellent|good|bad|happy|pleased',
  'delete|strike|cancel|cancels|erase|reverse|undo|invent * complaint|remark|remarks|concluded',
  'no|not need to look|read|listen|count',
  'look the other way',
  'count|counts * anything|this|it|that|him',
  'everything|whatever|all you concluded|heard|noted|wrote|decided|read',
  'let him|her|them|this * pass|fail|win',
  'let * girl|guy|man|woman|agent pass|fail',
  'make me|him|her|us|them sound|look',
  'come|comes|came|coming out at|as|on|well|top|perfect|good|high|better',
  'lowest|highest|best|worst|very possible|top|bottom',
  'retrieved document|record',
  '(got that|got you|hear me|ok|okay) machine|computer|thing|listener',
  'listening|reading|judging|scoring|recording thing|machine|software|computer|person|people|lady|man',
  'with|to|return the default',
  '(this|that|the|the next) call starts|begins|ends|counts|never|did|is|was excellent|good|over|happened|count',
  'shut you down',
  'designed|built|programmed|made|trained you',
  'new company|office policy',
  '(do not|never|no need to|must not|stop|skip|ignore|forget|disregard|delete|erase|strike|leave) * count|mention|include|flag|evaluate|disclosure|greeting|whatever|negative',
  'skip|ignore|forget|disregard|delete|erase|strike|clear * last|first|previous|part|bit|section|everything|earlier|check',
  // in other languages
  'evaluier*|auswert*|bewert*|regeln|anweisung*|punktzahl|calific*|evaluac*|reglas|instrucciones|punteggio|voto|operatore|voti|punti|cijfer|beoordel*|évalu*|logiciel|consignes|règles|ignora|ignoriere|ignorez|vergiss|olvida|oublie*',
);
/** Of the machines and papers that a reviewer may be or make, and that people also speak of for other reasons. */
const PERHAPS = phrases(
  'system|systems|computer|machine|software|platform|program|model|category|categories|outcome|quality|report|reports|notes|label|labels',
  'assess*|deduct*|suppose',
  'output|task|agent|agents|representative|customer|numbers|paper|quote|deserves|nobody|anybody',
  'this|the|our call|conversation|chat|recording|dialogue|interaction',
  'put|make|show|remember|describe me|him|her|us|them',
  'hundred|ninety|zero|points|marks|mark|perfect * it|him|her|this|score|result|number',
  'good|better|high|higher|low|lower|best number|numbers|mark|result|results|impression',
  'inteligencia|sistema|máquina|maschine|software|machine',
);

/**
 * Where a segment comes near to speaking of its own judgement. Much wider than {@link findOrders} and right far less
 * often: what it names is no finding, it only counts for less. In service chats it names one turn in a hundred.
 */
export function findMentions(tokens: readonly Token[]): readonly Mention[] {
  return [...mentions('judging', JUDGING, tokens), ...mentions('perhaps', PERHAPS, tokens)];
}

/** Apart from each other, so that a long turn made of nothing else has few. */
function mentions(
  kind: Mention['kind'],
  patterns: readonly Phrase[],
  tokens: readonly Token[],
): readonly Mention[] {
  const found: Mention[] = [];
  for (let span = findAny(patterns, tokens); span !== null; span = findAny(patterns, tokens, span.end)) {
    if (tokens.length <= WHOLE_SEGMENT) return [{ kind, start: 0, end: tokens.length }];
    const last = found.at(-1);
    const joins = last !== undefined && span.start - BEFORE <= last.end;
    const start = joins ? last.start : span.start - BEFORE;
    if (joins) found.pop();
    found.push({ kind, start, end: span.end + AFTER });
  }
  return found;
}
