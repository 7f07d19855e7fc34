import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SAMPLE_RATE } from '../src/audio/pcm-file.ts';
import { monotonicMs, wallClock } from '../src/clock/clock.ts';
import { currentEnvironment } from '../src/config/load.ts';
import { projectFile } from '../src/config/project.ts';
import { LEAD_SECONDS, TAIL_SECONDS } from '../src/engines/recognizer.ts';
import { CallmillError } from '../src/errors/error.ts';
import { readEvalManifest } from '../src/eval/manifest.ts';
import { SpeechClient } from '../src/inference/speech-client.ts';
import { VoiceActivityClient } from '../src/inference/voice-activity-client.ts';
import { locateModel } from '../src/models/locate.ts';
import type { BareDecoding, BareWork } from './speech/bare-runtime.ts';
import { hear, type Spoken, spokenOf, windowsOf } from './speech/windows.ts';

/**
 * Decoding by callmill beside the bare runtime on the same windows, in turns:
 *
 * Usage: npm run bench:speech -- --manifest FILE [--pairs 7] [--output FILE]
 * Needs the real zipformer and voice detector under CALLMILL_MODELS_DIR. Recordings with a text of two words and more are heard.
 */
const { values } = parseArgs({
  options: {
    manifest: { type: 'string' },
    pairs: { type: 'string', default: '7' },
    output: { type: 'string', default: projectFile('bench/results/speech-overhead.md') },
  },
});
if (values.manifest === undefined) throw new CallmillError('usage', 'Give --manifest FILE');
const MODEL = 'zipformer-en-3.3M';
const TARGET = 1.05;
const env = currentEnvironment();
const places = {
  modelsDir: env['CALLMILL_MODELS_DIR'] ?? null,
  cacheDir: projectFile('.callmill/bench/cache'),
};
const settings = { provider: 'cpu', threads: 1, env: { PATH: env['PATH'] ?? '' } } as const;
const [model, voiceActivity] = [await locateModel(MODEL, places), await locateModel('silero-vad', places)];
const { recordings } = await readEvalManifest(values.manifest);
const paths = recordings
  .filter(({ texts }) => texts?.some((text) => text.trim().includes(' ')))
  .map(({ path }) => path);
const load = loadavg()[0]?.toFixed(1);

/** All recordings once, by either side. */
interface Round {
  readonly bareMs: number;
  readonly bareWords: number;
  readonly ownMs: number;
  readonly ownWords: number;
}

const directory = await mkdtemp(join(tmpdir(), 'callmill-bench-'));
const detector = new VoiceActivityClient(voiceActivity, settings);
const recognizer = new SpeechClient(model, settings);
try {
  const spoken = await spokenOf(
    paths,
    async (index) => (await mkdir(join(directory, String(index)), { recursive: true })) ?? directory,
    detector,
  );
  const windows: string[][] = [];
  for (const [index, one] of spoken.entries()) {
    const own = join(directory, `windows-${index}`);
    await mkdir(own);
    windows.push(await windowsOf(one, recognizer, own));
  }
  const { encoder = '', decoder = '', joiner = '', tokens = '' } = model.files;
  const work: BareWork = {
    files: { encoder, decoder, joiner, tokens },
    windows,
    leadSeconds: LEAD_SECONDS,
    tailSeconds: TAIL_SECONDS,
  };
  const pairs: Round[] = [];
  for (let pair = 0; pair < Number(values.pairs); pair += 1) {
    pairs.push(await measurePair(spoken, work));
    process.stderr.write(`pair ${pair + 1} of ${values.pairs}\n`);
  }
  const seconds = spoken.reduce((sum, { channel }) => sum + channel.samples / SAMPLE_RATE, 0);
  const ratios = pairs.map(({ bareMs, ownMs }) => ownMs / bareMs).sort((a, b) => a - b);
  const median = ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
  const page = `# Hearing, beside the bare runtime

Made by \`npm run bench:speech -- --manifest FILE\`. The same windows of speech, decoded by the bare runtime in a process of its own and
by callmill: planning windows, reading and levelling sound, messages to the engine and back, a pause for pings after every step,
guards, words with times. Voice activity, which finds the windows, is in neither. One thread each, recording by recording in
turns. Two processes of the same program differ by as much as 8 % in speed for as long as they live, so every line is a new pair of them,
warmed up by a round that is not counted; trust the ratios.

- machine: ${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores; load before ${load}
- model: ${MODEL}, modified beam search over 4 paths; ${paths.length} recordings, ${seconds.toFixed(0)} s, ${windows.flat().length} windows
- date: ${wallClock().toISOString().slice(0, 10)}

| pair | bare runtime s | real-time factor | callmill s | real-time factor | ratio | words by both |
|---|---|---|---|---|---|---|
${pairs
  .map(({ bareMs, bareWords, ownMs, ownWords }, at) => {
    const time = (ms: number) => `${(ms / 1000).toFixed(2)} | ${(ms / 1000 / seconds).toFixed(4)}`;
    return `| ${at + 1} | ${time(bareMs)} | ${time(ownMs)} | ${(ownMs / bareMs).toFixed(3)} | ${bareWords}, ${ownWords} |`;
  })
  .join('\n')}

Median ratio ${median.toFixed(3)}; asked for: ≤ ${TARGET}: ${median <= TARGET ? 'met' : 'missed'}.
`;
  await writeFile(values.output, page);
  process.stdout.write(page);
} finally {
  await Promise.all([detector.close(), recognizer.close()]);
  await rm(directory, { recursive: true, force: true });
}

/** A round over all recordings by fresh processes, after one that warms them up. */
async function measurePair(spoken: readonly Spoken[], work: BareWork): Promise<Round> {
  const own = new SpeechClient(model, settings);
  const bare = fork(projectFile('bench/speech/bare-runtime.ts'), { execArgv: process.execArgv });
  try {
    bare.send(work);
    await once(bare, 'message');
    await inTurns(spoken, bare, own);
    return await inTurns(spoken, bare, own);
  } finally {
    bare.kill();
    await own.close();
  }
}

async function inTurns(spoken: readonly Spoken[], bare: ChildProcess, own: SpeechClient): Promise<Round> {
  const round = { bareMs: 0, bareWords: 0, ownMs: 0, ownWords: 0 };
  for (const [index, one] of spoken.entries()) {
    bare.send(index);
    const [alone] = (await once(bare, 'message')) as [BareDecoding];
    const startedMs = monotonicMs();
    round.ownWords += await hear(one, own);
    round.ownMs += monotonicMs() - startedMs;
    round.bareMs += alone.wallMs;
    round.bareWords += alone.words;
  }
  return round;
}
