import { createReadStream } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { TimeSpan } from '../audio/pcm-file.ts';
import { parseRttm, parseUem } from './rttm.ts';
import type { LabelledSpan } from './stretches.ts';
import type { TimedText } from './word-times.ts';

/** A recording and what people have written down about it. */
export interface LabelledRecording {
  /** As the manifest names it. */
  readonly file: string;
  readonly path: string;
  /** The line's `corpus`, else the first folder of its file. */
  readonly corpus: string;
  /** What each channel says, or one text for all of them together; null when nobody wrote it down. */
  readonly texts: readonly string[] | null;
  /** Words with times; null when there are none. */
  readonly words: readonly TimedText[] | null;
  /** Who speaks when; null when nobody wrote it down. */
  readonly turns: readonly LabelledSpan[] | null;
  /** Who says what, in order, without times. */
  readonly spoken: readonly { readonly speaker: string; readonly text: string }[] | null;
  /** What the turns cover; null means all of the recording. */
  readonly regions: readonly TimeSpan[] | null;
  readonly speakers: number | null;
}

export interface Manifest {
  readonly recordings: readonly LabelledRecording[];
  /** One sentence per line that could not be read. */
  readonly problems: readonly string[];
}

const seconds = z.number().nonnegative();
const Line = z.looseObject({
  file: z.string().min(1),
  corpus: z.string().min(1).optional(),
  text: z.string().optional(),
  channelText: z.array(z.string()).min(1).optional(),
  words: z.array(z.object({ word: z.string(), start: seconds, end: seconds })).optional(),
  rttm: z.string().optional(),
  uem: z.string().nullish(),
  segments: z
    .array(z.object({ start_sec: seconds, end_sec: seconds, speaker_tag: z.union([z.string(), z.number()]) }))
    .optional(),
  turns: z.array(z.tuple([z.string(), z.string()])).optional(),
  speaker: z.string().optional(),
  speakers: z.number().int().nonnegative().optional(),
});
type Line = z.output<typeof Line>;

/**
 * Reads a manifest of labelled recordings: JSON lines, see docs/eval.md. Files are relative to the manifest. A bad line is
 * told of and left out; the rest goes on.
 */
export async function readEvalManifest(path: string): Promise<Manifest> {
  const recordings: LabelledRecording[] = [];
  const problems: string[] = [];
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    try {
      recordings.push(labelled(Line.parse(JSON.parse(text)), dirname(path)));
    } catch (error) {
      problems.push(`line ${number}: ${reason(error)}`);
    }
  }
  return { recordings, problems };
}

function labelled(line: Line, directory: string): LabelledRecording {
  const { file, rttm, uem } = line;
  return {
    file,
    path: isAbsolute(file) ? file : join(directory, file),
    corpus: line.corpus ?? file.split('/').slice(0, -1)[0] ?? 'all',
    texts: line.channelText ?? (line.text === undefined ? null : [line.text]),
    words: line.words === undefined ? null : line.words.flatMap(spokenWord),
    turns: rttm !== undefined && rttm.trim() !== '' ? parseRttm(rttm) : turnsOf(line),
    spoken: line.turns?.map(([speaker, text]) => ({ speaker, text })) ?? null,
    regions: uem == null ? null : parseUem(uem),
    speakers: line.speakers ?? null,
  };
}

function turnsOf({ segments }: Line): LabelledSpan[] | null {
  if (segments === undefined) return null;
  return segments.map((segment) => ({
    startMs: segment.start_sec * 1000,
    endMs: segment.end_sec * 1000,
    speaker: String(segment.speaker_tag),
  }));
}

/** Aligners write `<sil>` for silence and number pronunciations: `to(3)`. */
function spokenWord({ word, start, end }: { word: string; start: number; end: number }): TimedText[] {
  if (/^<.*>$|^\[.*\]$/.test(word)) return [];
  return [{ text: word.replace(/\(\d+\)$/, ''), startMs: start * 1000, endMs: end * 1000 }];
}

/** What is wrong, without the line itself: it may hold what somebody said. */
function reason(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.join('.') || 'line'}: ${message}`).join('; ');
  }
  if (error instanceof SyntaxError) return 'is not JSON';
  if (error instanceof RangeError) return error.message;
  throw error;
}
