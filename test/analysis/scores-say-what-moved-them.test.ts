import { describe, expect, it } from 'vitest';
import type { AnalysisInput } from '../../src/analysis/input.ts';
import { coachingNotes } from '../../src/analysis/rules/coaching.ts';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import type { PerformanceScore } from '../../src/analysis/schema.ts';
import { angryCall, cardCall, dialogue } from './dialogue.ts';
import { unsupported } from './evidence-of.ts';

const impactsOf = (call: AnalysisInput) =>
  analyseByRules(call).scoreImpacts.map(({ category, impact }) => [category, impact]);
const scored = (criterion: string, score: number): PerformanceScore => ({
  criterion,
  score,
  reason: `Because of ${score}.`,
  evidence: [{ segmentKey: 's0000', quote: criterion, startMs: 0, endMs: 1 }],
});

describe('score impacts', () => {
  it('are what rules were broken, by their severity, each with its reason', () => {
    const { complianceFlags, scoreImpacts } = analyseByRules(angryCall);
    const cost = { info: 0, low: -1, medium: -2, high: -5 };
    const broken = complianceFlags.filter(
      ({ status, severity }) => status !== 'present' && severity !== 'info',
    );
    expect(broken.length).toBeGreaterThan(1);
    expect(scoreImpacts.filter(({ category }) => category === 'compliance')).toEqual(
      broken.map(({ severity, note, evidence }) => ({
        category: 'compliance',
        impact: cost[severity],
        reason: note,
        evidence,
      })),
    );
  });

  it('name the mood that turned for the better', () => {
    const call = dialogue(
      ['agent', 'good morning how can i help you'],
      ['customer', 'this is terrible and ridiculous your service is useless'],
      ['agent', 'i am sorry i will send you a new one today'],
      ['customer', 'that is wonderful thank you so much you are very helpful'],
    );
    expect(impactsOf(call)).toContainEqual(['outcome', 2]);
  });

  it('name the mood that turned for the worse', () => {
    const call = dialogue(
      ['agent', 'good morning how can i help you'],
      ['customer', 'hello i am very happy with the new phone it is wonderful thank you'],
      ['agent', 'i have charged you for it twice'],
      ['customer', 'that is terrible you are useless this is ridiculous and completely unacceptable'],
    );
    expect(impactsOf(call)).toContainEqual(['outcome', -2]);
  });

  it('quote the escalation', () => {
    const call = dialogue(
      ['agent', 'good morning how can i help you'],
      ['customer', 'my bill is wrong again'],
      ['agent', 'i will escalate this to my manager'],
    );
    const { scoreImpacts } = analyseByRules(call);
    const [escalation] = scoreImpacts.filter(({ category }) => category === 'handling');
    expect(escalation).toMatchObject({ impact: -1, evidence: [{ segmentKey: 's0002' }] });
  });

  it('count silence above 35 % of the call', () => {
    const { segments, metrics, durationMs } = cardCall;
    const silent = (silenceShare: number) => ({
      segments,
      durationMs,
      metrics: { ...metrics, silenceShare },
    });
    expect(impactsOf(silent(0.36))).toContainEqual(['pace', -1]);
    expect(impactsOf(silent(0.35))).not.toContainEqual(['pace', -1]);
  });
});

describe('coaching notes', () => {
  it('are the three weakest criteria as advice and the two best as praise, with the evidence of their scores', () => {
    const notes = coachingNotes([
      scored('opening', 10),
      scored('closing', 2),
      scored('empathy', 5),
      scored('clarity', 1),
      scored('listening', 9),
      scored('resolution', 4),
      scored('honesty', 9),
      scored('tone', 6),
    ]);
    expect(notes.map(({ kind, evidence }) => [kind, evidence[0]?.quote])).toEqual([
      ['improve', 'clarity'],
      ['improve', 'closing'],
      ['improve', 'resolution'],
      ['strength', 'opening'],
      ['strength', 'honesty'],
    ]);
  });

  it("name a client's criterion and why it was weak", () => {
    const [note] = coachingNotes([scored('honesty', 3)]);
    expect(note?.note).toBe('Mind the criterion "honesty": Because of 3.');
  });

  it('of a curt call have advice and cite only what was said', () => {
    const analysis = analyseByRules(angryCall);
    expect(analysis.coaching.map(({ kind }) => kind)).toContain('improve');
    expect(unsupported(analysis as never, angryCall)).toEqual([]);
  });
});
