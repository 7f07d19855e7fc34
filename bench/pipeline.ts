import { writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { wallClock } from '../src/clock/clock.ts';
import { currentEnvironment } from '../src/config/load.ts';
import { CallmillError } from '../src/errors/error.ts';
import { ffmpeg } from '../test/path/stage.ts';
import { BOARDS } from './pipeline/boards.ts';
import { measureOverhead, type OverheadCase } from './pipeline/overhead.ts';
import { renderReport } from './pipeline/report.ts';
import { simulate } from './pipeline/simulate.ts';
import { Stand } from './pipeline/stand.ts';

/**
 * Measures what the worker costs over its bare engines, and what overlap and phases gain on simulated boards.
 *
 * Usage: npm run bench:pipeline -- [--calls 8] [--rounds 3] [--simulated-calls 12] [--scale 0.05] [--output FILE]
 * Needs the real zipformer and voice detector under CALLMILL_MODELS_DIR.
 */
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    'simulated-calls': { type: 'string', default: '12' },
    scale: { type: 'string', default: '0.05' },
    output: { type: 'string', default: join(ROOT, 'bench/results/pipeline.md') },
  },
});
const SAMPLE = join(ROOT, 'examples/call');
const SPEECH = { speech: 'zipformer-en-3.3M', voiceActivity: 'silero-vad' };
const GENERATED = { segmentation: 'generated-segmentation', embedding: 'generated-embedding' };
const env = currentEnvironment();
const modelsDir = env['CALLMILL_MODELS_DIR'];
if (modelsDir === undefined)
  throw new CallmillError('usage', 'Set CALLMILL_MODELS_DIR to the speech weights');
const load = loadavg()
  .map((value) => value.toFixed(1))
  .join(', ');
const calls = Number(values.calls);
const rounds = Number(values.rounds);
const scale = Number(values.scale);

const stand = await Stand.open();
try {
  const places = {
    modelsDir,
    cacheDir: join(ROOT, '.callmill/bench/cache'),
    engines: { provider: 'cpu', threads: 1, env: { PATH: env['PATH'] ?? '', HOME: env['HOME'] ?? '' } },
  } as const;
  const cases: readonly OverheadCase[] = [
    {
      what: 'stereo, zipformer; rules analyse',
      audio: join(SAMPLE, 'call.flac'),
      models: { ...SPEECH, ...GENERATED, language: 'none', entities: 'auto' },
      calls,
      rounds,
    },
    {
      what: 'mono, zipformer, generated diarization and language model',
      audio: join(SAMPLE, 'call-mono.flac'),
      models: { ...SPEECH, ...GENERATED, language: 'generated-llama', entities: 'auto' },
      calls,
      rounds,
    },
  ];
  const overheads = [];
  for (const one of cases) {
    const found = await measureOverhead(stand, one, places);
    for (const { bare, overlapped } of found.rounds) {
      console.log(`${one.what}: ${(overlapped.wallMs / bare.wallMs).toFixed(3)} of the bare engines' time`);
    }
    overheads.push(found);
  }
  const audio = join(stand.directory, 'five-minutes.wav');
  stereoTone(audio, 300 * scale);
  const simulations = [];
  for (const board of BOARDS) {
    const found = await simulate(stand, board, { scale, audio, calls: Number(values['simulated-calls']) });
    for (const { way, secondsPerCall } of found) {
      console.log(`${board.name}, ${way}: ${secondsPerCall.toFixed(1)} s per call (simulated)`);
    }
    simulations.push(...found);
  }
  const [cpu] = cpus();
  const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GiB`;
  const when = wallClock().toISOString().slice(0, 10);
  const report = renderReport({ machine, when, load, scale, overheads, simulations });
  await writeFile(values.output, report);
  console.log(report);
} finally {
  await stand.close();
}

function stereoTone(path: string, seconds: number): void {
  const sine = `sine=frequency=300:sample_rate=8000:duration=${seconds}`;
  ffmpeg('-f', 'lavfi', '-i', sine, '-ac', '2', path);
}
