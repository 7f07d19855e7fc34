import type { Segment, SpeakerRole } from '../transcript/segment.ts';
import type { AnalysisConfig } from './config/config.ts';

/** The figures of one speaker that analysis reads; computed from the audio's times, never by a model. */
export interface SpeakerFigures {
  readonly speakerLabel: string;
  readonly speakerRole: SpeakerRole;
  /** 0…1 of all speech. */
  readonly talkShare: number;
  readonly wordsPerMinute: number;
  /** How often this speaker began while another was talking. */
  readonly interruptions: number;
}

/** What analysis needs of the speaker metrics: a structural subset. */
export interface CallFigures {
  readonly speakers: readonly SpeakerFigures[];
  /** 0…1 of the call in which nobody speaks. */
  readonly silenceShare: number;
}

export interface AnalysisInput {
  /** Redacted segments, in order; the only text that analysis ever sees. */
  readonly segments: readonly Segment[];
  readonly metrics: CallFigures;
  readonly durationMs: number;
  /** What the client wants calls judged by; the built-in configuration when absent. */
  readonly config?: AnalysisConfig;
}
