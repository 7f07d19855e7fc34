import { z } from 'zod';

// What is measured on one recording: numbers only. What was said is in no result.

const count = z.number().nonnegative();

const ErrorCountsSchema = z.object({
  words: count,
  substitutions: count,
  deletions: count,
  insertions: count,
  characters: count,
  characterErrors: count,
});

const recording = {
  /** As the manifest names it. */
  file: z.string(),
  corpus: z.string(),
  audioMs: count,
  /** Wall time of the stages that are judged. */
  processMs: count,
};

/** How well one recording was transcribed. */
export const SpeechScoreSchema = z.object({
  ...recording,
  errors: ErrorCountsSchema,
  /** Of every correctly heard word that has a labelled time. */
  times: z.array(z.object({ startMs: z.number(), endMs: z.number() })),
  /** Mean confidence of the words, null where the family gives none. */
  confidence: z.number().nullable(),
});
export type SpeechScore = z.output<typeof SpeechScoreSchema>;

const DiarizationErrorSchema = z.object({
  totalMs: count,
  missMs: count,
  falseAlarmMs: count,
  confusionMs: count,
});

/** How diarization is scored; the first is the strictest and the one to compare with published figures without collar. */
export const SCORINGS = {
  exact: { collarMs: 0, skipOverlap: false },
  exactOneSpeaker: { collarMs: 0, skipOverlap: true },
  collar: { collarMs: 250, skipOverlap: false },
  collarOneSpeaker: { collarMs: 250, skipOverlap: true },
} as const;
export type Scoring = keyof typeof SCORINGS;

/** How well the speakers of one recording were told apart. */
export const SpeakerScoreSchema = z.object({
  ...recording,
  /** Null where the manifest has no turns. */
  diarization: z
    .object({
      exact: DiarizationErrorSchema,
      exactOneSpeaker: DiarizationErrorSchema,
      collar: DiarizationErrorSchema,
      collarOneSpeaker: DiarizationErrorSchema,
    })
    .nullable(),
  words: z.object({ words: count, wrong: count }),
  /** Null where the manifest does not tell. */
  speakers: z.number().nullable(),
  found: count,
});
export type SpeakerScore = z.output<typeof SpeakerScoreSchema>;
