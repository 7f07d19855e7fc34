import type { Answer } from '../answers.ts';
import type { DigitRun } from '../digit-runs.ts';
import type { PhraseHit } from '../phrases.ts';
import type { PiiPolicy } from '../policy.ts';
import type { Reading } from '../reading.ts';
import { lowerBound } from '../search.ts';
import type { Hit, PiiType } from '../types.ts';
import { formsOf } from './forms.ts';
import type { Cue, NumberRule } from './number-rule.ts';
import { NUMBER_RULES } from './number-rules.ts';
import type { Recogniser } from './recogniser.ts';

/** "my card number is, let me see, it's …": so many words may lie between the cue and the digits. */
const CUE_REACH = 8;
/** "card is 5412", and no further. */
const WEAK_REACH = 3;
/** A cue names a number; a cue and check digits that fit leave no doubt. */
const STATED = 0.75;
const SURE = 0.99;

const SCORED_RULES = NUMBER_RULES.filter((rule) => rule.score !== undefined);

/** Long runs whatever they are; the rules with a `score` then say what they look like. */
export const digitsRecogniser: Recogniser = {
  id: 'digits',
  describes: [
    {
      type: 'DIGITS',
      rule: 'digits',
      example: { written: '99 88 77 6', spoken: 'nine nine, er, eight eight, sorry, seven seven six' },
      validator: 'seven digits and more, whatever they are; fewer in an answer to a question',
    },
  ],
  find: (reading, policy) =>
    reading.runs
      .filter((run) => run.digits.length >= policy.minimumDigits)
      .flatMap((run) => reading.pieces(run))
      .flatMap((piece) => namesOf(piece, policy)),
};

function namesOf({ digits, groups, first, last }: DigitRun, policy: PiiPolicy): Hit[] {
  const hits: Hit[] = [{ type: 'DIGITS', score: 0.5, ruleId: 'digits', first, last }];
  for (const rule of SCORED_RULES) {
    const score = rule.score?.(digits, policy) ?? null;
    if (score !== null) hits.push({ type: rule.type, score, ruleId: rule.id, first, last });
  }
  for (const { rule, score } of formsOf(digits, policy, groups)) {
    hits.push({ type: rule.type, score, ruleId: rule.id, first, last });
  }
  return hits;
}

/** Numbers, short ones too, that the speaker announces: "the security code is one two three". */
export const statedNumberRecogniser: Recogniser = {
  id: 'stated-number',
  describes: [],
  find: (reading, policy) => reading.cues.flatMap((cue) => statedAnswer(reading, cue, policy) ?? []),
};

/** A number as long as the rule's that fails its check digits is some other number: it goes, under no name. */
function statedType(rule: NumberRule, value: string, policy: PiiPolicy): { type: PiiType; score: number } {
  const isKnown = formsOf(value, policy).some((match) => match.rule === rule);
  if (isKnown) return { type: rule.type, score: SURE };
  if (rule.form?.isValid === undefined) return { type: rule.type, score: STATED };
  const [shortest, longest] = rule.form.lengths;
  const isWhole = shortest <= value.length && value.length <= longest;
  if (!isWhole) return { type: rule.type, score: STATED };
  return { type: /^\d+$/.test(value) ? 'DIGITS' : 'REFERENCE', score: STATED };
}

/** The first long enough answer after the cue; it may begin inside the cue ("the last four … two one two"). */
function statedAnswer(reading: Reading, cue: PhraseHit<Cue>, policy: PiiPolicy): Hit | null {
  const { rule, isWeak } = cue.entry;
  const reach = isWeak ? WEAK_REACH : CUE_REACH;
  const answers = reading.answers(rule.shape);
  const start = lowerBound(answers, cue.last + 1, (answer) => answer.last);
  for (let at = start; at < answers.length; at += 1) {
    const { value, first, last } = answers[at] as Answer;
    if (first - cue.last > reach || reading.labelBetween(cue.last, first)) return null;
    if (value.length >= rule.statedLength && last > cue.last) {
      const { type, score } = statedType(rule, value.toUpperCase(), policy);
      return { type, score, ruleId: `${rule.id}-stated`, first, last };
    }
  }
  return null;
}
