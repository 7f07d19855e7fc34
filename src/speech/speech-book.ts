import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { SPEECH_DEFAULTS, type SpeechSettings } from './settings.ts';

/** Speech settings of a worker: for every call, and what single tenants have different. */
export interface SpeechBook {
  readonly base: SpeechSettings;
  /** Tenant id → its settings, complete. */
  readonly tenants: ReadonlyMap<number, SpeechSettings>;
}

/** A book in which nothing is written. */
export const EMPTY_BOOK: SpeechBook = { base: SPEECH_DEFAULTS, tenants: new Map() };

const MAX_PHRASES = 500;
const languageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'must be a language code such as "en"');
const phrase = z.string().trim().min(1).max(80);

const settingsSchema = z.strictObject({
  language: languageCode.optional(),
  allowedLanguages: z.array(languageCode).optional(),
  segmentation: z
    .strictObject({
      padMs: z.number().min(0).max(1000),
      overlapMs: z.number().min(0).max(3000),
      levelDb: z.number().min(-60).max(0).nullable(),
    })
    .partial()
    .optional(),
  guards: z
    .strictObject({
      maxCompressionRatio: z.number().min(1),
      maxWordsPerSecond: z.number().positive(),
      maxWordlessMs: z.number().positive(),
      minConfidence: z.number().min(0).max(1),
      maxRedecodes: z.number().int().min(0).max(3),
    })
    .partial()
    .optional(),
  vocabulary: z
    .strictObject({
      hotWords: z.array(phrase).max(MAX_PHRASES),
      replacements: z.array(z.strictObject({ from: phrase, to: phrase })).max(MAX_PHRASES),
    })
    .partial()
    .optional(),
  fillers: z.enum(['keep', 'mark', 'drop']).optional(),
});
type Overrides = z.output<typeof settingsSchema>;

const bookSchema = settingsSchema.extend({
  tenants: z.record(z.string().regex(/^\d+$/, 'must be a tenant id'), settingsSchema).optional(),
});

/**
 * The file that CALLMILL_SPEECH_SETTINGS names; its form is in docs/transcripts.md.
 *
 * @throws CallmillError config_invalid naming every problem
 */
export function readSpeechBook(path: string): SpeechBook {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CallmillError('config_invalid', 'CALLMILL_SPEECH_SETTINGS names no readable JSON file', {
      cause,
    });
  }
  return parseSpeechBook(json);
}

/** @throws CallmillError config_invalid */
export function parseSpeechBook(json: unknown): SpeechBook {
  const parsed = bookSchema.safeParse(json);
  if (!parsed.success) {
    throw new CallmillError(
      'config_invalid',
      `The file of CALLMILL_SPEECH_SETTINGS is not valid:\n${z.prettifyError(parsed.error)}`,
    );
  }
  const { tenants = {}, ...common } = parsed.data;
  const base = overridden(SPEECH_DEFAULTS, common);
  const entries = Object.entries(tenants).map(([id, own]) => [Number(id), overridden(base, own)] as const);
  return { base, tenants: new Map(entries) };
}

/** A tenant's words are added to everybody's, everything else is put in their place. */
function overridden(base: SpeechSettings, own: Overrides): SpeechSettings {
  return {
    language: own.language ?? base.language,
    allowedLanguages: own.allowedLanguages ?? base.allowedLanguages,
    segmentation: { ...base.segmentation, ...given(own.segmentation) },
    guards: { ...base.guards, ...given(own.guards) },
    vocabulary: {
      hotWords: [...base.vocabulary.hotWords, ...(own.vocabulary?.hotWords ?? [])],
      replacements: [...(own.vocabulary?.replacements ?? []), ...base.vocabulary.replacements],
    },
    fillers: own.fillers ?? base.fillers,
  };
}

/** The properties that have a value. */
function given<T extends object>(values: T | undefined): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
