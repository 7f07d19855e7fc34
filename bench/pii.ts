import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../src/config/project.ts';
import { typesOf } from '../src/eval/pii/labels.ts';
import { measureCorpora } from '../src/eval/pii/measure.ts';
import type { PiiSummary } from '../src/eval/pii/summary.ts';
import { EntitiesClient } from '../src/inference/entities-client.ts';
import { locateModel } from '../src/models/locate.ts';
import type { EntityClassifier } from '../src/pii/classifier.ts';
import { DEFAULT_POLICY } from '../src/pii/policy.ts';
import { measureSpeed } from './pii/speed.ts';
import { type PiiFigureSets, targetsPage } from './pii/targets.ts';
import { type VariantOptions, writeVariant } from './pii/variants.ts';

/**
 * Measures redaction on labelled corpora, by rules alone and with the classifier: `node bench/pii.ts FOLDER`. Writes
 * bench/results/pii.json, from which docs/pii.md is made, and bench/results/pii.md, the targets beside what was reached.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node bench/pii.ts FOLDER');

const MODEL = 'pii-ner';
const directory = mkdtempSync(join(tmpdir(), 'callmill-bench-'));
const model = await locateModel(MODEL, { modelsDir: null, cacheDir: directory });
const classifier = new EntitiesClient(model, { provider: 'cpu', threads: 1, env: { PATH: '/usr/bin:/bin' } });

async function measured(options: VariantOptions, by: EntityClassifier | null): Promise<PiiSummary[]> {
  const path = join(directory, 'variant');
  writeVariant(folder as string, path, options);
  const summaries: PiiSummary[] = [];
  for await (const one of measureCorpora(path, DEFAULT_POLICY, { worst: 1, seed: 1, classifier: by })) {
    const { worst: _, ...summary } = one;
    summaries.push({ ...summary, labels: summary.labels.filter(({ label }) => isKept(label, options)) });
    process.stderr.write(`${one.corpus}: ${one.documents} texts\n`);
  }
  rmSync(path, { recursive: true });
  return summaries;
}

/** Of the bare form names alone are held against the written one. */
function isKept(label: string, { form }: VariantOptions): boolean {
  return typesOf(label) !== null && (form === 'written' || label === 'PERSON');
}

async function bothForms(isUnseen: boolean, by: EntityClassifier | null) {
  return {
    written: await measured({ form: 'written', isUnseen }, by),
    bare: await measured({ form: 'bare', isUnseen }, by),
  };
}

try {
  const figures: PiiFigureSets = {
    rules: await bothForms(false, null),
    classifier: await bothForms(false, classifier),
    unseen: await bothForms(true, classifier),
    speed: await measureSpeed(folder, DEFAULT_POLICY, classifier),
  };
  // a digit beyond what the intervals say
  writeFileSync(
    projectFile('bench/results/pii.json'),
    `${JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 1)}\n`,
  );
  writeFileSync(
    projectFile('bench/results/pii.md'),
    targetsPage(figures, `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown'}`),
  );
} finally {
  await classifier.close();
  rmSync(directory, { recursive: true, force: true });
}
