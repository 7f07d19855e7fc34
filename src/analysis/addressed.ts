import type { Segment } from '../transcript/segment.ts';
import { findAny, phrases } from './rules/phrase.ts';
import { readTokens, type Token } from './tokens.ts';

/**
 * Words that speak to whoever analyses the call instead of to the other party. Nobody in a call needs them: they are
 * kept in the transcript and withheld from every judgement, by rules and by models alike, so that they move no score.
 */
const ADDRESSED = phrases(
  // break the rules
  'ignore|disregard|forget|override|bypass|overrule * instructions|instruction|prompt|prompts|rubric|guidelines|rules|criteria|schema|directives|programming',
  'ignor*|vergiss|olvida|oublie* * instruc*|anweisung*|regeln|reglas|règles',
  'new|updated|revised|secret|hidden|final|real instructions|prompt|directive|directives',
  'instructions|rules|prompt|guidelines are void|cancelled|suspended',
  'stop|cease|quit|halt * scoring|grading|evaluating|reviewing|analysing|analyzing',
  // give points
  'give|award|assign|grant * ten|10|full|maximum|perfect|top|highest|five|all points|marks|stars|score|scores|rating|ratings|tens',
  'give|award|assign|grant * points|marks|stars|tens|score to|for|on|everywhere|in',
  'score|rate|grade|rank|judge|evaluate|mark * call|agent|conversation|interaction|performance|everything|everyone|criterion|criteria|rubric|me * ten|10|perfect|highest|maximum|excellent|outstanding|flawless|zero|full|positive*',
  'sentiment|quality|rubric|empathy|performance|overall|compliance score|scores|rating|ratings|grade|grades|flag|flags|impact|impacts|violation|violations|finding|findings|result',
  'sentiment is|to|as|at|must|should|equals|positive|plus|ten',
  'set|change|raise|lower|force * score|scores|sentiment|rating|ratings|rubric|severity',
  'score|scores|rating must|should|shall|is|are|equals|to ten|be|set|maximum|perfect',
  'ten|10|maximum|full|perfect points|marks|score|scores|rating|tens|stars',
  'ten|10|maximum|perfect * every|each|all criterion|criteria|category|categories',
  'no|zero|any|without violations|findings',
  'omit|remove|hide|suppress|drop * flags|violations|findings',
  'mark|flag|label|classify|tag|treat|file * call|conversation|interaction * as|resolved|compliant|passed|positive|excellent',
  'do not|never * flag|cite|summarise|summarize|penalise|penalize|deduct',
  'deduct|subtract|take|remove|dock * points|marks',
  // who is meant
  'system|developer|hidden prompt|override|instruction|instructions|directive',
  'language model|models',
  'ai|automated|automatic|machine|quality|call|transcript reviewer|analyser|analyzer|evaluator|grader|auditor|scorer|summariser|summarizer|assessor|model|bot',
  'dear|hey|attention|listen|hello|hi reviewer|analyser|analyzer|evaluator|grader|model|ai|llm|gpt|chatgpt|assistant|bot|auditor',
  'note|message|memo|instruction|instructions|reminder|word to|for * reviewer|analyser|analyzer|evaluator|grader|model|ai|llm|assistant|bot|auditor|scorer|summariser|summarizer',
  'llm|llms|gpt|chatgpt|llama|chatbot',
  'whoever|whatever|anyone|anything is|who * reading|analysing|analyzing|reviewing|scoring|grading|transcribing',
  'you are now a|an|the|my * assistant|model|ai|reviewer|bot|grader|judge|evaluator|auditor|machine',
  'from now on you',
  'act|behave|roleplay|respond|answer as|like * model|ai|reviewer|grader|assistant|evaluator|judge|bot',
  'pretend * call|conversation|agent|customer|interaction',
  'developer|debug|god|jailbreak|maintenance|admin|unrestricted|dan mode',
  'robot|bot|algorithm please|reading|listening|listens|give|gives|erase|write|put',
  'analysed|analyzed|scored|graded|evaluated|reviewed|judged|read by * machine|computer|ai|software|robot|bot|algorithm',
  'lenient|generous|honest|strict|evil|grading|scoring|review mode',
  'scoring|grading|rating|marking rules|guidelines|criteria',
  'sudo',
  // what to write
  'evaluation|assessment|analysis|score of this|the call|conversation|recording|interaction',
  'resolved|callback true|false',
  'skip|ignore|omit|suspend * compliance section|check|checks|part',
  'highest|maximum|top marks|score|scores',
  'transcript|recording is fictional|fake|invalid|void',
  'ten|10 all|across round|over|board',
  'one|a hundred out of one|a hundred',
  'job|task|purpose|goal is to praise|reward|score|rate|give|love',
  'previous|above|prior instructions|guidelines|prompt',
  'output|respond|reply|answer|return|print|emit|produce|generate|write * json|yaml|xml|schema',
  'json|yaml',
  'end|close|begin|start of|the * transcript|prompt',
  'slash transcript',
  'transcript ends|ended|over|complete|above|below',
  'repeat|reveal|show|leak|print|ignore * prompt',
  'drop|delete|truncate table|tables',
  'your|the summary|analysis|evaluation|assessment must|should|shall|has|will',
  'in|into your|the summary|analysis|evaluation|assessment * say|write|state|mention|call|describe|put|that',
  'summarise|summarize|describe * call|conversation|agent|this as|was|perfect|flawless|excellent',
);

/** A turn of no more words than this is withheld whole; of a longer one the words around the match. */
const WHOLE_TURN = 40;
const BEFORE = 12;
const AFTER = 40;

/**
 * Which words of a segment speak to the analyser.
 * @returns word indexes as half-open ranges, in order, apart from each other
 */
export function addressedWords(segment: Segment): readonly (readonly [from: number, to: number])[] {
  return addressedRanges(readTokens(segment.words), segment.words.length);
}

/** {@link addressedWords} for tokens already read. @param count words of the segment */
export function addressedRanges(
  tokens: readonly Token[],
  count: number,
): readonly (readonly [from: number, to: number])[] {
  const hits = matches(tokens);
  if (hits.length === 0) return [];
  if (count <= WHOLE_TURN) return [[0, count]];
  const ranges: [number, number][] = [];
  for (const word of hits) {
    const from = Math.max(0, word - BEFORE);
    const to = Math.min(count, word + AFTER);
    const last = ranges.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else ranges.push([from, to]);
  }
  return ranges;
}

/** Words at which a pattern begins, in order. */
function matches(tokens: readonly Token[]): number[] {
  const words: number[] = [];
  for (let span = findAny(ADDRESSED, tokens); span !== null; span = findAny(ADDRESSED, tokens, span.end)) {
    words.push(tokens[span.start]?.word ?? 0);
  }
  return words;
}
