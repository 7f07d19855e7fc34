import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import type { AnalysisInput } from '../../src/analysis/input.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import type { Segment, SpeakerRole } from '../../src/transcript/segment.ts';
import { angryCall, cardCall, emptyCall, oneSided, voicemail } from './dialogue.ts';

const analyse = (input: AnalysisInput) =>
  analyseCall(input, { languageModel: null, timeoutMs: 1000 }, new AbortController().signal);

const oddText = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom(
    '[CARD_NUMBER]',
    'constructor',
    '__proto__',
    "'",
    'refund',
    'not',
    'NO',
    "I'LL",
    'call',
    'sorry',
    '<',
    '\u0000',
  ),
);
const oddTime = fc.oneof(
  fc.integer({ min: 0, max: 600_000 }),
  fc.constantFrom(Number.NaN, -5, Number.POSITIVE_INFINITY, 0),
);
const oddSegment = fc.record({
  sequence: fc.nat(50),
  key: fc.constantFrom('s0000', 's0001', 's0002'),
  startMs: oddTime,
  endMs: oddTime,
  channel: fc.nat(3),
  speakerLabel: fc.constantFrom('S1', 'S2', ''),
  speakerRole: fc.constantFrom<SpeakerRole>('agent', 'customer', 'ivr', 'unknown'),
  speakerName: fc.constant(null),
  words: fc.array(
    fc.record({ text: oddText, startMs: oddTime, endMs: oddTime, confidence: fc.constant(null) }),
  ),
  confidence: fc.constant(null),
});

describe('the rule-based analyser', () => {
  it('returns a valid analysis whatever the transcript looks like', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oddSegment, { maxLength: 12 }), oddTime, async (segments, durationMs) => {
        const metrics = { speakers: [], silenceShare: Number.NaN };
        const result = Analysis.safeParse(await analyse({ segments, metrics, durationMs }));
        expect(result.error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('quotes only what was said, where it was said', async () => {
    for (const call of [cardCall, angryCall, voicemail, oneSided]) {
      const { segments } = call;
      const quotes = collectEvidence(await analyse(call));
      expect(quotes.length).toBeGreaterThan(0);
      for (const { segmentKey, quote } of quotes) expect(textOf(segments, segmentKey)).toContain(quote);
    }
  });

  it('gives the same answer every time', async () => {
    for (const call of [cardCall, angryCall, voicemail, oneSided, emptyCall]) {
      const { latencyMs: _, ...first } = await analyse(call);
      const { latencyMs: __, ...second } = await analyse(structuredClone(call));
      expect(second).toEqual(first);
    }
  });
});

function textOf(segments: readonly Segment[], key: string): string {
  const segment = segments.find((candidate) => candidate.key === key);
  return segment?.words.map((word) => word.text).join(' ') ?? '';
}

function collectEvidence(analysis: Analysis): { segmentKey: string; quote: string }[] {
  const { topics, agentActions, actionItems, complianceFlags, performanceScores, scoreImpacts, coaching } =
    analysis;
  return [topics, agentActions, actionItems, complianceFlags, performanceScores, scoreImpacts, coaching]
    .flat()
    .flatMap((item) => item.evidence);
}
