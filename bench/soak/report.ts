import { cpus, loadavg } from 'node:os';
import type { DelayFigures } from './event-loop-probe.ts';
import type { StepFigures } from './long-call.ts';
import type { Holding } from './observe-process.ts';
import type { SoakFigures } from './run-soak.ts';

const TENTHS = 10;
/** What one call in flight may hold open when it is looked at. */
const FILES_OF_A_CALL = 3;

/** Mean resident memory of each tenth of the run, in MiB. */
export function memoryByTenths(holdings: readonly Holding[]): readonly number[] {
  return byTenths(
    holdings,
    (tenth) => tenth.reduce((sum, { residentMb }) => sum + residentMb, 0) / tenth.length,
  );
}

function byTenths(
  holdings: readonly Holding[],
  figure: (tenth: readonly Holding[]) => number,
): readonly number[] {
  const edge = (tenth: number) => Math.floor((tenth * holdings.length) / TENTHS);
  return Array.from({ length: TENTHS }, (_, tenth) => figure(holdings.slice(edge(tenth), edge(tenth + 1))));
}

/** What has grown or was left, as sentences; none means the soak is passed. */
export function faultsOf(figures: SoakFigures): readonly string[] {
  const tenths = memoryByTenths(figures.holdings);
  const growth = (tenths.at(-1) ?? 0) / (tenths[1] ?? 1);
  const files = byTenths(figures.holdings, (tenth) => Math.min(...tenth.map((holding) => holding.files)));
  const kept = (files.at(-1) ?? 0) - (files[1] ?? 0);
  const checks: readonly (readonly [boolean, string])[] = [
    [growth > 1.1, `the last tenth holds ${growth.toFixed(2)} times the memory of the second`],
    [figures.peakMb >= 200, `the main process reached ${figures.peakMb.toFixed(0)} MB`],
    [kept > FILES_OF_A_CALL, `${kept} files stay open`],
    [figures.zombies > 0, `${figures.zombies} ended children were not waited for`],
    [figures.childrenLeft > 0, `${figures.childrenLeft} processes outlived the worker`],
    [figures.scratchLeft > 0, `${figures.scratchLeft} scratch folders are left`],
    [figures.completed < figures.holdings.length, 'recordings did not complete'],
    [figures.engineDeaths > 0, `engines died ${figures.engineDeaths} times`],
  ];
  return checks.filter(([wrong]) => wrong).map(([, what]) => what);
}

/** The page bench/results/soak.md. */
export function report(
  figures: SoakFigures,
  longCall: { readonly words: number; readonly steps: readonly StepFigures[] },
): string {
  const { holdings, probe } = figures;
  const tenths = memoryByTenths(holdings).map((mb) => mb.toFixed(0));
  const faults = faultsOf(figures);
  const files = holdings.map((holding) => holding.files);
  return `# Soak

${holdings.length.toLocaleString('en')} short recordings (mono, two voices, two channels) through one \`callmill worker\` on generated models with every engine
and redacted audio, against a real MariaDB. Made by \`node bench/soak.ts\`. Generated models are plumbing: nothing here
says how fast or how good a real model is.

Machine: ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), shared with other work (load ${loadavg()[0]?.toFixed(1)} at the end). Node ${process.versions.node}.

**${faults.length === 0 ? 'Passed.' : `Not passed: ${faults.join('; ')}.`}**

| main process | |
|---|---|
| resident memory by tenths of the run, MB | ${tenths.join(', ')} |
| peak resident memory, start included, MB | ${figures.peakMb.toFixed(0)} |
| JavaScript heap in use at the end, MB | ${probe.heapUsedMb.toFixed(0)} |
| open files, at least and at most | ${Math.min(...files)}, ${Math.max(...files)} |
| zombies, processes left, scratch folders left | ${figures.zombies}, ${figures.childrenLeft}, ${figures.scratchLeft} |
| engines that died | ${figures.engineDeaths} |
| recordings completed | ${figures.completed} in ${(figures.elapsedMs / 60_000).toFixed(0)} minutes |

## Event loop

| delay of the main process, ms | p50 | p99 | p99.9 | longest |
|---|---|---|---|---|
| by the clock, other programs of the machine included | ${delayCells(probe.delay)} |
| by CPU time: what the worker did itself | ${delayCells(probe.own)} |

## A call of three hours

${longCall.words.toLocaleString('en')} generated words through the steps that hold all of them at once. The longest block is CPU time in which nothing
else could run; a step that is in no thread here takes less than that altogether or gives way by itself.

| step | took ms | longest block ms |
|---|---|---|
${longCall.steps.map(({ step, elapsedMs, longestBlockMs }) => `| ${step} | ${elapsedMs.toFixed(0)} | ${longestBlockMs.toFixed(0)} |`).join('\n')}
`;
}

function delayCells({ p50, p99, p999, max }: DelayFigures): string {
  return [p50, p99, p999, max].map((ms) => ms.toFixed(1)).join(' | ');
}
