import { z } from 'zod';
import type { Direction } from '../database/schema.ts';
import { CallmillError } from '../errors/error.ts';
import type { RecordingRow } from '../queue/read.ts';
import type { SpeakerRole } from '../transcript/segment.ts';
import type { CallScope } from './tools.ts';

/** Where the audio is: exactly one of the two. */
export type AudioSource =
  | { readonly kind: 'object'; readonly bucket: string | null; readonly key: string }
  | { readonly kind: 'url'; readonly url: string };

/** What a row asks of the transcription. */
export interface SpeechWishes {
  /** BCP 47 code from the metadata's `language`, null when it says nothing. */
  readonly language: string | null;
  /** The metadata's `vocabulary`: names and words to listen for in this call. */
  readonly hotWords: readonly string[];
}

/** What the stages need to know of a call: plain data, nothing of the queue. */
export interface Call {
  readonly source: AudioSource;
  /** Checked after the download when the row gives them. */
  readonly expectedBytes: number | null;
  readonly expectedSha256: string | null;
  readonly direction: Direction | null;
  /** Channel number → role, when the row gives it. */
  readonly channelRoles: Readonly<Record<string, SpeakerRole>> | null;
  readonly agentName: string | null;
  readonly customerName: string | null;
  /** How many people speak, when the row's metadata says so. */
  readonly expectedSpeakers: number | null;
  /** Absent outside the queue: the worker's settings hold. */
  readonly speech?: SpeechWishes;
  /** Whose call it is; absent outside the queue. */
  readonly scope?: CallScope;
}

const Role = z.enum(['agent', 'customer', 'ivr', 'unknown']);
/** `{"0": "agent"}` or, left channel first, `["agent", "customer"]`. */
const Roles = z.union([
  z.record(z.string(), Role),
  z.array(Role).transform((list): Record<string, SpeakerRole> => Object.fromEntries(list.entries())),
]);
const Metadata = z.looseObject({
  speakers: z.number().int().min(1).max(20).optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/)
    .optional(),
  vocabulary: z.array(z.string().trim().min(1).max(80)).max(100).optional(),
});

/**
 * The call a row describes.
 *
 * @throws CallmillError invalid_row when there is no audio to fetch or a JSON column does not hold what it should
 */
export function callFromRow(row: RecordingRow): Call {
  const metadata = parseColumn('metadata', row.metadata, Metadata);
  return {
    source: sourceOf(row),
    expectedBytes: row.size_bytes,
    expectedSha256: row.sha256,
    direction: row.direction,
    channelRoles: parseColumn('channel_roles', row.channel_roles, Roles),
    agentName: row.agent_name,
    customerName: row.customer_name,
    expectedSpeakers: metadata?.speakers ?? null,
    speech: {
      language: metadata?.language ?? null,
      hotWords: metadata?.vocabulary ?? [],
    },
    scope: {
      tenantId: row.tenant_id,
      clientRef: row.client_ref,
      direction: row.direction,
      campaign: row.campaign,
    },
  };
}

function sourceOf(row: RecordingRow): AudioSource {
  if (row.storage_key !== null && row.storage_key !== '') {
    return { kind: 'object', bucket: row.storage_bucket, key: row.storage_key };
  }
  if (row.source_url !== null && row.source_url !== '') return { kind: 'url', url: row.source_url };
  throw new CallmillError('invalid_row', 'The row names neither storage_key nor source_url');
}

function parseColumn<T>(column: string, text: string | null, schema: z.ZodType<T, unknown>): T | null {
  if (text === null) return null;
  const parsed = schema.nullable().safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new CallmillError('invalid_row', `Column ${column} does not hold the JSON it should`, {
    remedy: 'Correct the column (docs: the Laravel section of the README) and requeue the row.',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
