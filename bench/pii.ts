import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { projectFile } from '../src/config/project.ts';
import { typesOf } from '../src/eval/pii/labels.ts';
import { type Measured, measureCorpora } from '../src/eval/pii/measure.ts';
import { DEFAULT_POLICY } from '../src/pii/policy.ts';
import { targetsPage } from './pii/targets.ts';

/**
 * Measures redaction by rules on labelled corpora: `node bench/pii.ts FOLDER`. Writes bench/results/pii.json, from which
 * docs/pii.md is made, and bench/results/pii.md, the targets beside what was reached.
 */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node bench/pii.ts FOLDER');

const measured: Measured[] = [];
for await (const one of measureCorpora(folder, DEFAULT_POLICY, { worst: 1, seed: 1 })) {
  measured.push(one);
  process.stderr.write(`${one.corpus}: ${one.documents} texts\n`);
}

/** Without ids of texts, and a digit beyond what the interval says. */
const kept = measured.map(({ worst: _, ...summary }) => ({
  ...summary,
  labels: summary.labels.filter(({ label }) => typesOf(label) !== null),
}));
writeFileSync(
  projectFile('bench/results/pii.json'),
  `${JSON.stringify(kept, (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 1)}\n`,
);
writeFileSync(
  projectFile('bench/results/pii.md'),
  targetsPage(kept, `${process.version}, ${cpus()[0]?.model ?? 'unknown'}`),
);
