import { analyseCall } from '../../../src/analysis/analyse.ts';
import type { CallResult } from '../../../src/pipeline/result.ts';
import { computeSpeakerMetrics } from '../../../src/speakers/metrics.ts';
import { type Segment, type SpeakerRole, segmentKey } from '../../../src/transcript/segment.ts';
import { speak } from '../../speakers/talk.ts';

const DURATION_MS = 12_000;

function segment(sequence: number, speakerRole: SpeakerRole, text: string): Segment {
  const words = speak(text, sequence * 4000);
  return {
    sequence,
    key: segmentKey(sequence),
    startMs: words[0]?.startMs ?? 0,
    endMs: words.at(-1)?.endMs ?? 0,
    channel: speakerRole === 'agent' ? 0 : 1,
    speakerLabel: speakerRole === 'agent' ? 'S1' : 'S2',
    speakerRole,
    speakerName: null,
    words,
    confidence: 0.9,
  };
}

/** A short finished call, its metrics and analysis computed by the project itself. */
export async function finishedCall(): Promise<CallResult> {
  const segments = [
    segment(0, 'agent', 'thank you for calling how can i help'),
    segment(1, 'customer', 'my card is [CARD_NUMBER] and i want a refund'),
    segment(2, 'agent', 'of course i will send it by friday'),
  ];
  const metrics = computeSpeakerMetrics(segments, DURATION_MS);
  const input = { segments, metrics, durationMs: DURATION_MS };
  const options = { languageModel: null, timeoutMs: 1000 };
  return {
    loudness: [{ channel: 0, db: [-30, -28, -60] }],
    audio: {
      sizeBytes: 1234,
      sha256: 'a'.repeat(64),
      mimeType: 'audio/wav',
      durationMs: DURATION_MS,
      channels: 2,
    },
    segments,
    language: 'en',
    confidence: 0.9,
    speechModel: {
      id: 'test-model',
      family: 'whisper',
      sha256: 'b'.repeat(64),
      provider: 'cpu',
      generated: false,
    },
    settingsHash: 'c'.repeat(64),
    transcribeMs: 3000,
    quality: null,
    entities: [
      {
        type: 'CARD_NUMBER',
        finding: 0,
        segmentKey: segmentKey(1),
        firstWord: 3,
        lastWord: 3,
        wordCount: 16,
        startMs: 4750,
        endMs: 4950,
        score: 0.99,
        ruleId: 'card.luhn',
        operator: 'replace',
      },
    ],
    redactionHash: 'd'.repeat(64),
    transcriptKey: 'e'.repeat(64),
    reusedFrom: null,
    sealed: [],
    redactedKey: 'call-recordings/2026/03/01/call.redacted.wav',
    metrics,
    analysis: await analyseCall(input, options, new AbortController().signal),
  };
}
