import type { CRITERIA } from '../outputs.ts';
import type { CoachingNote, PerformanceScore } from '../schema.ts';

const WEAK = 5;
const STRONG = 9;
const MAX_IMPROVE = 3;
const MAX_STRENGTHS = 2;

type Criterion = (typeof CRITERIA)[number];

const ADVICE: Readonly<Record<Criterion, { readonly improve: string; readonly strength: string }>> = {
  opening: {
    improve: 'Open with a greeting, your name and an offer to help.',
    strength: 'Complete opening: greeting, name and offer to help.',
  },
  empathy: {
    improve: 'Say that you hear the frustration before going to the solution.',
    strength: "Acknowledged the customer's situation.",
  },
  listening: {
    improve: 'Leave the customer more room: ask, then wait for the end of the answer.',
    strength: 'Let the customer speak without interrupting.',
  },
  clarity: {
    improve: 'Mind the pace: neither rushed nor drawn out.',
    strength: 'Spoke at a comfortable pace.',
  },
  resolution: {
    improve: 'Before closing, ask whether the matter is settled and name the next step.',
    strength: 'Brought the matter to a clear end.',
  },
  closing: {
    improve: 'Close by offering further help and saying goodbye.',
    strength: 'Complete closing with an offer of further help.',
  },
};

/** The weakest criteria as advice, the best as praise; the evidence is the score's own. */
export function coachingNotes(rubric: readonly PerformanceScore[]): CoachingNote[] {
  const ranked = rubric.toSorted((one, other) => one.score - other.score);
  const weak = ranked.filter((item) => item.score <= WEAK).slice(0, MAX_IMPROVE);
  const strong = ranked
    .filter((item) => item.score >= STRONG)
    .reverse()
    .slice(0, MAX_STRENGTHS);
  return [...weak.map((item) => note(item, 'improve')), ...strong.map((item) => note(item, 'strength'))];
}

function note(item: PerformanceScore, kind: CoachingNote['kind']): CoachingNote {
  const advice = isBuiltIn(item.criterion)
    ? ADVICE[item.criterion][kind]
    : kind === 'improve'
      ? `Mind the criterion "${item.criterion}": ${item.reason}`.slice(0, 400)
      : `Strong on "${item.criterion}".`;
  return { kind, note: advice, evidence: item.evidence };
}

function isBuiltIn(criterion: string): criterion is Criterion {
  return Object.hasOwn(ADVICE, criterion);
}
