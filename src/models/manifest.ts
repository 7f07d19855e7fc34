import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { projectFile } from '../config/project.ts';
import { CallmillError } from '../errors/error.ts';
import type { ModelRole } from './model.ts';

const ROLES = [
  'speech',
  'voice-activity',
  'segmentation',
  'speaker-embedding',
  'language',
  'entities',
] as const satisfies readonly ModelRole[];

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hex digits');
const fileName = z.string().regex(/^[\w.+-]+$/, 'must be a plain file name');

const modelFile = z.strictObject({
  /** What the engine asks for: `encoder`, `decoder`, `tokens`, `model` … */
  purpose: z.string().min(1),
  /** The name under the model's directory. */
  name: fileName,
  bytes: z.int().positive().optional(),
  /** Absent: taken from the first copy seen on this machine and held to from then on. */
  sha256: sha256.optional(),
  /** Absent: the file cannot be pulled from a public address, only from a mirror. */
  url: z.url({ protocol: /^https$/ }).optional(),
});

const modelEntry = z.strictObject({
  id: z.string().regex(/^[\w.-]+$/),
  role: z.enum(ROLES),
  family: z.string().min(1),
  runtime: z.enum(['sherpa-onnx', 'llama.cpp', 'onnxruntime']),
  files: z.array(modelFile).min(1),
  licence: z.string().min(1),
  /** What it adds to the process that loads it, in MB of 10⁶ bytes. */
  memory: z.strictObject({
    /** Weights and working set, once loaded and warmed up. */
    residentMb: z.int().positive(),
    /** Of a language model, for each token of context, with a 16-bit cache. */
    kvBytesPerToken: z.int().positive().optional(),
    /** Whether the figure was measured, published or estimated, and how. */
    basis: z.string().min(1),
  }),
  /** BCP 47 codes; empty means any. */
  languages: z.array(z.string()),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  /** What differs on a board with memory to spare; see board.ts. */
  largeBoard: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  /** Made on this machine; its words mean nothing. */
  generated: z.boolean().default(false),
  /** Its files lie in the project, under models/<id>. */
  builtIn: z.boolean().default(false),
  /** Real weights that prove the path and are no use for calls: taken by `auto` only when nothing better is there. */
  proof: z.boolean().default(false),
  /** Holds files that have no address of their own. */
  archive: z
    .strictObject({
      url: z.url({ protocol: /^https$/ }),
      bytes: z.int().positive(),
      sha256,
      /** Folder inside the archive. */
      folder: z.string().regex(/^[\w.-]+$/, 'must be a plain folder name'),
    })
    .optional(),
  /** How to get a model that has no addresses of its own. */
  obtain: z.string().optional(),
});

const manifestSchema = z
  .strictObject({
    models: z.array(modelEntry),
    /** Role → ids in the order `auto` tries them. */
    preferences: z.record(z.enum(ROLES), z.array(z.string())),
  })
  .superRefine(({ models, preferences }, context) => {
    const byId = new Map(models.map((model) => [model.id, model]));
    if (byId.size !== models.length) context.addIssue('model ids must differ');
    for (const [role, ids] of Object.entries(preferences)) {
      for (const id of ids) {
        if (byId.get(id)?.role !== role)
          context.addIssue(`preferences.${role} names ${id}, which is no such model`);
      }
    }
    for (const { id, files } of models) {
      if (new Set(files.map((file) => file.name)).size !== files.length) {
        context.addIssue(`${id} names a file twice`);
      }
    }
  });

export type Manifest = z.output<typeof manifestSchema>;
export type ModelEntry = Manifest['models'][number];
export type ModelFile = ModelEntry['files'][number];

/** @throws CallmillError config_invalid naming every problem */
export function parseManifest(json: unknown): Manifest {
  const parsed = manifestSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new CallmillError(
    'config_invalid',
    `models/manifest.json is not valid:\n${z.prettifyError(parsed.error)}`,
    {
      remedy: 'Restore the file from the release.',
    },
  );
}

let known: Manifest | undefined;

/** The manifest beside the sources, read once. */
export function manifest(): Manifest {
  known ??= parseManifest(JSON.parse(readFileSync(projectFile('models/manifest.json'), 'utf8')));
  return known;
}

/** @throws CallmillError model_missing when no model has this id */
export function manifestEntry(id: string): ModelEntry {
  const entry = manifest().models.find((model) => model.id === id);
  if (entry !== undefined) return entry;
  throw new CallmillError('model_missing', `There is no model called ${JSON.stringify(id)}`, {
    remedy: 'Run "callmill models list" to see the known ids.',
  });
}
