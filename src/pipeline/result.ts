import type { Analysis } from '../analysis/schema.ts';
import type { ModelInfo } from '../models/model.ts';
import type { SealedValue } from '../pii/operators/vault.ts';
import type { PiiEntity } from '../pii/types.ts';
import type { ChannelLoudness } from '../speakers/loudness.ts';
import type { SpeakerMetrics } from '../speakers/metrics.ts';
import type { SpeechQuality } from '../speech/quality.ts';
import type { Segment } from '../transcript/segment.ts';

/** The stages in order, as `current_step`, metrics and the attempt's times name them. */
export const STAGES = ['fetch', 'decode', 'transcribe', 'diarize', 'redact', 'analyse', 'publish'] as const;
export type StageName = (typeof STAGES)[number];
/** Wall time per finished stage in milliseconds. */
export type StageMs = Partial<Record<StageName, number>>;

/** The audio as it was found. */
export interface AudioFacts {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly mimeType: string | null;
  readonly durationMs: number;
  readonly channels: number;
}

/** A call up to and including `redact`: what a checkpoint holds. All text in it is redacted. */
export interface HeardCall {
  readonly audio: AudioFacts;
  readonly segments: readonly Segment[];
  /** Second by second, of every channel; empty when an older version heard the call. */
  readonly loudness: readonly ChannelLoudness[];
  readonly language: string | null;
  /** Mean of the word confidences, null when the model gives none. */
  readonly confidence: number | null;
  readonly speechModel: ModelInfo;
  /** Hash of everything that decides how speech becomes words, the model aside. */
  readonly settingsHash: string;
  readonly transcribeMs: number;
  /** How well the call could be heard; null for a transcript from before it was measured. */
  readonly quality: SpeechQuality | null;
  readonly entities: readonly PiiEntity[];
  /** Hash of the redaction policy, null when redaction was off. */
  readonly redactionHash: string | null;
  /** Key of the cleaned audio in the recording's bucket, null when none was written. */
  readonly redactedKey: string | null;
  /** Hash of all that decided this transcript; a recording with the same one need not be heard again. */
  readonly transcriptKey: string;
  /** The recording whose transcript this is, null when this call was heard itself. */
  readonly reusedFrom: number | null;
  /** What the tenant's vault is to keep of it: sealed, by the tokens in the marks. */
  readonly sealed: readonly SealedValue[];
}

/** What `analyse` adds. */
export interface CallAnalysis {
  readonly metrics: SpeakerMetrics;
  readonly analysis: Analysis;
}

/** Everything a finished call has. */
export interface CallResult extends HeardCall, CallAnalysis {}
