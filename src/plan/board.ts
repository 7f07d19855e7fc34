import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { projectFile } from '../config/project.ts';
import { CallmillError } from '../errors/error.ts';

const provider = z.enum(['cpu', 'cuda']);
const speed = z.strictObject({ timesRealTime: z.number().positive(), basis: z.string().min(1) });

const board = z.strictObject({
  id: z.string().regex(/^[\w-]+$/),
  title: z.string().min(1),
  /** What Linux shows as MemTotal, MB of 10⁶ bytes; on a Jetson the GPU shares it. */
  memoryMb: z.int().positive(),
  /** Kept for the system, the desktop and the page cache. */
  reserveMb: z.int().nonnegative(),
  reserveBasis: z.string().min(1),
  cores: z.int().positive(),
  /** What a language model's speed follows, GB/s. */
  bandwidthGbs: z.number().positive(),
  gpu: z.boolean(),
  jetpack: z.string().nullable(),
  /** What to run there, by role. */
  models: z.strictObject({
    speech: z.string(),
    'voice-activity': z.string(),
    segmentation: z.string(),
    'speaker-embedding': z.string(),
    language: z.string(),
    entities: z.string(),
  }),
  providers: z.strictObject({ speech: provider, diarization: provider, language: provider }),
});

const boardsFile = z.strictObject({
  boards: z.array(board).min(1),
  /** How fast models are on one reference board; `basis` says where a figure is from. */
  speeds: z.strictObject({
    reference: z.strictObject({
      cores: z.int().positive(),
      bandwidthGbs: z.number().positive(),
      note: z.string(),
    }),
    speech: z.record(z.string(), speed),
    diarization: speed,
    language: z.strictObject({
      model: z.string(),
      lowSeconds: z.number().positive(),
      highSeconds: z.number().positive(),
      callMinutes: z.number().positive(),
      basis: z.string(),
    }),
    languageOnCpuFactor: z.strictObject({ value: z.number().positive(), basis: z.string() }),
  }),
});

export type Board = z.output<typeof board>;
export type Boards = z.output<typeof boardsFile>;

let known: Boards | undefined;

/** models/boards.json, read once. @throws CallmillError config_invalid */
export function boards(): Boards {
  if (known !== undefined) return known;
  const parsed = boardsFile.safeParse(JSON.parse(readFileSync(projectFile('models/boards.json'), 'utf8')));
  if (!parsed.success) {
    throw new CallmillError(
      'config_invalid',
      `models/boards.json is not valid:\n${z.prettifyError(parsed.error)}`,
      {
        remedy: 'Restore the file from the release.',
      },
    );
  }
  known = parsed.data;
  return known;
}

/** @throws CallmillError usage when there is no such board */
export function boardNamed(id: string): Board {
  const all = boards().boards;
  const found = all.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw new CallmillError('usage', `There is no board ${JSON.stringify(id)}`, {
    remedy: `Name one of ${all.map((one) => one.id).join(', ')}, or none for this machine.`,
  });
}
