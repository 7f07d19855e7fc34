import { analyseCall, asksModel } from '../analysis/analyse.ts';
import { BUILT_IN_CONFIG } from '../analysis/config/merge.ts';
import type { ChannelLoudness } from '../speakers/loudness.ts';
import { computeSpeakerMetrics } from '../speakers/metrics.ts';
import { rulesInThread } from '../threads/rules-in-thread.ts';
import { countWords, type Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import { hearCall } from './hear.ts';
import { onDevice, type PipelineRun } from './pipeline-run.ts';
import type { CallAnalysis, CallResult } from './result.ts';
import type { PipelineTools } from './tools.ts';

/**
 * One call through every stage up to publishing. Each stage takes plain data and returns plain data.
 *
 * @throws CallmillError with the stage it arose in
 */
export async function runPipeline(call: Call, tools: PipelineTools, run: PipelineRun): Promise<CallResult> {
  const heard = await hearCall(call, tools, run);
  await run.room?.free();
  const { segments, audio, loudness } = heard;
  const analysed = await analyse(
    { spoken: segments, segments, loudness, durationMs: audio.durationMs },
    call,
    tools,
    run,
  );
  return { ...heard, ...analysed };
}

/** What an analysis is made from. */
export interface ToAnalyse {
  /** As spoken: who talked when is measured here. */
  readonly spoken: readonly Segment[];
  /** As read: the same segments, with words that a person may have corrected. */
  readonly segments: readonly Segment[];
  readonly loudness: readonly ChannelLoudness[];
  readonly durationMs: number;
}

/** The last stage before publishing. @param input redacted segments only */
export async function analyse(
  { spoken, segments, loudness, durationMs }: ToAnalyse,
  { scope }: Pick<Call, 'scope'>,
  tools: PipelineTools,
  run: Pick<PipelineRun, 'clock' | 'signal' | 'onDevice'>,
): Promise<CallAnalysis> {
  const { clock, signal } = run;
  const metrics = computeSpeakerMetrics(spoken, durationMs, loudness);
  const analysis = await clock.run('analyse', async () => {
    const { languageModel } = await tools.engines(signal);
    const scoped = scope === undefined ? undefined : await tools.analysisConfig?.(scope);
    const options = {
      languageModel,
      endpoints: scope === undefined ? [] : ((await tools.analysisEndpoints?.(scope.tenantId)) ?? []),
      timeoutMs: tools.settings.analysisTimeoutMs,
      configError: scoped?.error ?? null,
      rules: rulesInThread(countWords(segments), signal),
    };
    const input = { segments, metrics, durationMs, config: scoped?.config ?? BUILT_IN_CONFIG };
    const ask = () => analyseCall(input, options, signal);
    return await (asksModel(segments, languageModel) ? onDevice(run, 'analyse', ask) : ask());
  });
  return { metrics, analysis };
}
