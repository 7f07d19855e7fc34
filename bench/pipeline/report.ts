import type { Board } from './boards.ts';
import { needMb, speedsOf } from './boards.ts';
import type { Overhead } from './overhead.ts';
import type { Simulation } from './simulate.ts';

export interface Findings {
  readonly machine: string;
  readonly when: string;
  readonly load: string;
  readonly scale: number;
  readonly overheads: readonly Overhead[];
  readonly simulations: readonly Simulation[];
}

const TARGET = 1.05;
const DAY_SECONDS = 86_400;

/** The results as a page. */
export function renderReport({ machine, when, load, scale, overheads, simulations }: Findings): string {
  const boards = [...new Set(simulations.map((one) => one.board))];
  return `# The pipeline, measured

Written by \`npm run bench:pipeline\`.

- machine: ${machine}; workers, engines and database on it together
- load average before: ${load}
- date: ${when}

## Overhead: the whole worker over its bare engines

The worker's time is from the first claim to the last published result: claim, fetch, decode, redaction of words and
audio, database and all. It is held against two times of the engines, all of them one after the other:

- *alone*: the same engine processes asked the same things, just before, without the worker: every request that the path
  makes for the call (voice activity, windows, what is listened to again, diarization, entities, answers). **The target is
  about this one.** Two runs do not get the same processor on a machine that others use, so a round is worth little there.
- *in the run*: how long they were asked for something in that very run (VAD, windows, diarization, tokens, answers). It
  shows how long the engines stood idle and no more: what the worker takes from them by using the same cores counts as
  their time and hides, and engines that work at the same time count twice. It flatters the worker and decides nothing.

Beginning and end count: the first call's decode and the last one's redaction overlap with nothing.

| calls | round | engines alone s | worker s, 3 in flight | engines in the run s | over those | over alone | worker s, one at a time | over engines in the run |
|---|---|---|---|---|---|---|---|---|
${overheads.flatMap(overheadLines).join('\n')}

Target: ≤ ${TARGET} of the bare engines' time with overlap on (over alone): ${verdict(overheads)}.

## Gain of overlap and of phases, simulated

**An estimate, not a measurement of any board.** Engines here take a board's time and compute nothing; worker, queue,
database, ffmpeg, redaction and storage are real and run on the machine above. Time is scaled by ${scale}: a five-minute
stereo call is ${300 * scale} s of audio, and what the worker really does counts ${1 / scale}-fold, which stands for a slower
processor and a network.

${boards.map((board) => boardSection(board, simulations)).join('\n')}`;
}

function overheadLines({ what, calls, audioSeconds, rounds }: Overhead): string[] {
  return rounds.map(({ bare, overlapped, oneByOne }, round) => {
    const cells = [
      `${calls} × ${audioSeconds.toFixed(0)} s, ${what}`,
      round + 1,
      seconds(bare.wallMs),
      seconds(overlapped.wallMs),
      seconds(overlapped.engineMs),
      (overlapped.wallMs / overlapped.engineMs).toFixed(3),
      (overlapped.wallMs / bare.wallMs).toFixed(3),
      seconds(oneByOne.wallMs),
      (oneByOne.wallMs / oneByOne.engineMs).toFixed(3),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

function verdict(overheads: readonly Overhead[]): string {
  const rounds = overheads.flatMap((one) => one.rounds);
  const missed = rounds.filter(({ bare, overlapped }) => overlapped.wallMs > TARGET * bare.wallMs).length;
  return missed === 0 ? 'met' : `missed in ${missed} of ${rounds.length} rounds`;
}

function boardSection(board: Board, all: readonly Simulation[]): string {
  const own = all.filter((one) => one.board === board);
  const { loadSeconds } = speedsOf(board);
  const reference = own[0]?.secondsPerCall ?? 0;
  const lines = own.map(({ way, calls, secondsPerCall, loads }) => {
    const perDay = Math.round(DAY_SECONDS / secondsPerCall / 10) * 10;
    const gain = (reference / secondsPerCall).toFixed(2);
    return `| ${way} | ${secondsPerCall.toFixed(1)} | ${gain} × | ${perDay.toLocaleString('en')} | ${loads} | ${calls} |`;
  });
  const speech = 300 / board.speechTimesRealTime;
  return `### ${board.name}

Models need ${needMb(board)} MB by the manifest, ${board.budgetMb} MB are taken as usable. A call: ${speech.toFixed(1)} s of speech, ${board.analysisSeconds} s of
analysis; loading ${loadSeconds.speech.toFixed(1)} and ${loadSeconds.language.toFixed(1)} s. Source: ${board.source}.

| way | s per call | gain | calls per day (estimate) | model loads | calls |
|---|---|---|---|---|---|
${lines.join('\n')}
`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(2);
}
