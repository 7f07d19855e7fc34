import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { spreadWords } from '../speech/spread-words.ts';
import { type Segment, segmentKey } from '../transcript/segment.ts';
import type { Word } from '../transcript/word.ts';

/** The newest `callmill.transcript/N` that this callmill reads. */
const FORMAT_VERSION = 1;
/** Milliseconds given to a word where a file names no times. */
const WORD_MS = 350;

const ms = z.number().min(0).max(1e9);
const SpokenWord = z
  .union([
    z.object({ w: z.string(), s: ms, e: ms, c: z.number().nullish() }),
    z.object({ text: z.string(), startMs: ms, endMs: ms, confidence: z.number().nullish() }),
  ])
  .transform(
    (word): Word =>
      'w' in word
        ? { text: word.w, startMs: word.s, endMs: word.e, confidence: word.c ?? null }
        : { text: word.text, startMs: word.startMs, endMs: word.endMs, confidence: word.confidence ?? null },
  );
const Role = z.enum(['agent', 'customer', 'ivr', 'unknown']).catch('unknown');

/** Names as in the database and in `show --json`, or as in `transcribe --json`; only text or words are needed. */
const Line = z.object({
  segment_key: z.string().min(1).max(16).optional(),
  key: z.string().min(1).max(16).optional(),
  start_ms: ms.optional(),
  startMs: ms.optional(),
  end_ms: ms.optional(),
  endMs: ms.optional(),
  channel: z.number().int().min(0).max(255).optional(),
  speaker_label: z.string().max(16).optional(),
  speakerLabel: z.string().max(16).optional(),
  speaker_role: Role.optional(),
  speakerRole: Role.optional(),
  text: z.string().max(1_000_000).optional(),
  words: z.array(SpokenWord).max(100_000).optional(),
});

const Transcript = z.object({
  format: z.string().optional(),
  duration_ms: ms.optional(),
  durationMs: ms.optional(),
  audio: z.object({ durationMs: ms }).optional(),
  segments: z.array(Line).max(100_000),
});

export interface ReadTranscript {
  readonly segments: readonly Segment[];
  readonly durationMs: number;
}

/**
 * Reads a transcript: a `callmill.transcript/1` document, what `show --json` or `transcribe --json` printed, or a list
 * of turns with role and text. A role that is not known is `unknown`.
 *
 * @throws CallmillError schema_unknown for a newer format, usage for anything else that is no transcript; the message
 *   names places, never texts
 */
export function readTranscript(json: string): ReadTranscript {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new CallmillError('usage', 'The transcript is not JSON', { remedy: 'Check the file.' });
  }
  const parsed = Transcript.safeParse(Array.isArray(value) ? { segments: value } : value);
  if (!parsed.success) {
    const places = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'document');
    throw new CallmillError('usage', `The transcript does not hold what it should at ${places.join(', ')}`, {
      remedy: 'docs/analysis.md shows the forms that are read.',
    });
  }
  refuseNewer(parsed.data.format);
  const segments = segmentsOf(parsed.data.segments);
  if (new Set(segments.map((segment) => segment.key)).size !== segments.length) {
    throw new CallmillError('usage', 'Two segments of the transcript have the same segment_key', {
      remedy: 'Findings cite segments by key: give each its own, or none.',
    });
  }
  const { duration_ms, durationMs, audio } = parsed.data;
  const end = segments.reduce((latest, segment) => Math.max(latest, segment.endMs), 0);
  return { segments, durationMs: duration_ms ?? durationMs ?? audio?.durationMs ?? end };
}

function refuseNewer(format: string | undefined): void {
  if (format === undefined) return;
  const version = Number(/^callmill\.transcript\/(\d+)$/.exec(format)?.[1] ?? Number.NaN);
  if (version <= FORMAT_VERSION) return;
  throw new CallmillError(
    'schema_unknown',
    `The transcript is not of a format that this callmill reads (callmill.transcript/${FORMAT_VERSION})`,
  );
}

function segmentsOf(lines: readonly z.output<typeof Line>[]): Segment[] {
  const labels = new Map<string, string>();
  let clock = 0;
  return lines.map((line, sequence) => {
    const speakerRole = line.speaker_role ?? line.speakerRole ?? 'unknown';
    const named = line.speaker_label ?? line.speakerLabel ?? speakerRole;
    if (!labels.has(named)) labels.set(named, `S${labels.size + 1}`);
    const startMs = line.start_ms ?? line.startMs ?? clock;
    const words =
      line.words?.filter((word) => word.text !== '') ??
      wordsOf(line.text ?? '', startMs, line.end_ms ?? line.endMs);
    const endMs = line.end_ms ?? line.endMs ?? words.at(-1)?.endMs ?? startMs;
    clock = Math.max(clock, endMs);
    return {
      sequence,
      key: line.segment_key ?? line.key ?? segmentKey(sequence),
      startMs,
      endMs,
      channel: line.channel ?? 0,
      speakerLabel: /^S\d+$/.test(named) ? named : (labels.get(named) ?? named),
      speakerRole,
      speakerName: null,
      words,
      confidence: null,
    };
  });
}

function wordsOf(text: string, startMs: number, endMs: number | undefined): Word[] {
  const count = text.split(/\s+/).filter((word) => word !== '').length;
  const span = endMs === undefined ? count * WORD_MS : Math.max(0, endMs - startMs);
  return spreadWords(text, span).map((word) => ({
    ...word,
    startMs: startMs + word.startMs,
    endMs: startMs + word.endMs,
  }));
}
