import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CallmillError } from '../errors/error.ts';
import { BAND_PRIORITY, BANDS, MAX_PRIORITY } from '../queue/bands.ts';
import type { Submission } from '../queue/submit.ts';

/** Bad lines named before the rest is only counted. */
const SHOWN = 20;

const name = z.string().trim().min(1).max(191);
const Line = z
  .strictObject({
    call_id: name,
    storage_key: z.string().min(1).max(1024).optional(),
    source_url: z.url({ protocol: /^https?$/ }).optional(),
    storage_bucket: name.optional(),
    tenant: z.number().int().positive().optional(),
    priority: z.union([z.number().int().min(0).max(MAX_PRIORITY), z.enum(BANDS)]).optional(),
    direction: z.enum(['inbound', 'outbound']).optional(),
    agent_name: name.optional(),
    customer_name: name.optional(),
    size_bytes: z.number().int().nonnegative().optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/i)
      .optional(),
  })
  .refine((line) => (line.storage_key === undefined) !== (line.source_url === undefined), {
    message: 'one of storage_key and source_url is needed',
  });

/** What the command line gives for rows that do not say it themselves. */
export interface ManifestDefaults {
  readonly tenantId?: number;
  readonly priority?: number;
}

/**
 * Reads a manifest: JSON lines, one call each, blank lines aside. All of it is checked before anything is returned, so
 * that a slip in line 9,000 does not leave half a submission.
 *
 * @throws CallmillError usage, naming the first bad lines and what is wrong with each
 */
export async function readManifest(path: string, defaults: ManifestDefaults): Promise<readonly Submission[]> {
  const calls: Submission[] = [];
  const problems: string[] = [];
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() === '') continue;
    const parsed = Line.safeParse(parseJson(text));
    if (parsed.success) calls.push(submissionOf(parsed.data, defaults));
    else problems.push(`line ${number}: ${parsed.error.issues.map(describe).join('; ')}`);
  }
  if (problems.length > 0) {
    const more = problems.length > SHOWN ? [`and ${problems.length - SHOWN} more`] : [];
    throw new CallmillError(
      'usage',
      `${problems.length} line(s) of the manifest cannot be submitted:\n${[...problems.slice(0, SHOWN), ...more].join('\n')}`,
      { remedy: 'Correct them; nothing was submitted.' },
    );
  }
  return calls;
}

function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.');
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function submissionOf(line: z.output<typeof Line>, defaults: ManifestDefaults): Submission {
  const tenantId = line.tenant ?? defaults.tenantId;
  const priority = typeof line.priority === 'string' ? BAND_PRIORITY[line.priority] : line.priority;
  const chosen = priority ?? defaults.priority;
  return {
    callId: line.call_id,
    storageKey: line.storage_key ?? null,
    sourceUrl: line.source_url ?? null,
    storageBucket: line.storage_bucket ?? null,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(chosen === undefined ? {} : { priority: chosen }),
    direction: line.direction ?? null,
    agentName: line.agent_name ?? null,
    customerName: line.customer_name ?? null,
    sizeBytes: line.size_bytes ?? null,
    sha256: line.sha256?.toLowerCase() ?? null,
  };
}
