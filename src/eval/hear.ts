import { stat } from 'node:fs/promises';
import type { Call } from '../pipeline/call.ts';
import type { StageMs } from '../pipeline/result.ts';
import { makeScratch, removeScratch } from '../pipeline/scratch.ts';
import { hearSpoken, type SpokenCall } from '../pipeline/spoken.ts';
import { StageClock } from '../pipeline/stage-clock.ts';
import type { Engines, PipelineSettings } from '../pipeline/tools.ts';
import type { SpeakerTurn } from '../speakers/diarizer.ts';

/** What a labelled recording is heard with: production's own engines and settings. */
export interface Ears {
  readonly engines: Engines;
  readonly settings: PipelineSettings;
  /** Where decoded audio lies while it is heard. */
  readonly workDirectory: string;
  readonly signal: AbortSignal;
}

export interface Heard extends SpokenCall {
  /** What the diarizer answered, null where it was not asked. */
  readonly turns: readonly SpeakerTurn[] | null;
  readonly stageMs: StageMs;
}

/**
 * Hears one recording as production would, up to words with speakers. Nothing of it stays on the disk.
 *
 * @param speakers how many to expect, as a row's metadata may say; null when unknown
 * @throws CallmillError of the stages `decode` to `diarize`
 */
export async function hear(path: string, speakers: number | null, ears: Ears): Promise<Heard> {
  const scratch = await makeScratch(ears.workDirectory);
  const clock = new StageClock({});
  let turns: readonly SpeakerTurn[] | null = null;
  const engines = listeningIn(ears.engines, (answer) => {
    turns = answer;
  });
  try {
    const tools = { settings: ears.settings, engines: () => Promise.resolve(engines) };
    const run = { clock, scratch, signal: ears.signal };
    const { size: sizeBytes } = await stat(path);
    const spoken = await hearSpoken(unknownCall(path, speakers), { path, sizeBytes }, tools, run);
    return { ...spoken, turns, stageMs: clock.times };
  } finally {
    await removeScratch(scratch);
  }
}

/** The same engines; what the diarizer says is overheard on its way. */
function listeningIn(engines: Engines, onTurns: (turns: readonly SpeakerTurn[]) => void): Engines {
  const { diarizer } = engines;
  if (diarizer === null) return engines;
  return {
    ...engines,
    diarizer: {
      async diarize(channel, speakers, signal) {
        const turns = await diarizer.diarize(channel, speakers, signal);
        onTurns(turns);
        return turns;
      },
      embed: (channel, spans, signal) => diarizer.embed(channel, spans, signal),
    },
  };
}

/** A call of which nothing but its audio is known. */
function unknownCall(path: string, expectedSpeakers: number | null): Call {
  return {
    source: { kind: 'object', bucket: null, key: path },
    expectedBytes: null,
    expectedSha256: null,
    direction: null,
    channelRoles: null,
    agentName: null,
    customerName: null,
    expectedSpeakers,
  };
}
