import { table } from '../output.ts';
import type { Planned } from '../plan-request.ts';

const DAY_SECONDS = 86_400;

/** The plan as a page for a terminal. */
export function renderPlan(planned: Planned): string {
  const { memory, throughput } = planned;
  const needs = memory.needs.map((need) => [
    need.process,
    need.models.join(' + '),
    String(need.needMb),
    need.basis,
  ]);
  const stages = throughput.stages.map((stage) => [
    stage.stage,
    stage.device,
    range(stage.lowSeconds, stage.highSeconds, (value) => value.toFixed(value < 10 ? 1 : 0)),
    stage.basis,
  ]);
  return `${planned.title}

Memory: ${memory.budgetMb} MB may be used (${planned.budgetBasis})
${table(['process', 'models', 'MB', 'basis'], needs)}

${residency(planned)}

One call of ${planned.callMinutes} minutes (estimate)
${table(['stage', 'device', 'seconds', 'basis'], stages)}

Calls a day (estimate): ${range(throughput.callsPerDayLow, throughput.callsPerDayHigh, String)}, limited by: ${throughput.limitedBy}.
${verdict(planned)}`;
}

/** Whether the goal is reached, without pretending to know what only a measurement on the board can tell. */
function verdict({ goal, throughput }: Planned): string {
  const { callsPerDayLow: low, callsPerDayHigh: high } = throughput;
  const each = `${(DAY_SECONDS / goal).toFixed(1)} s for each call`;
  if (low >= goal) return `${goal} calls a day (${each}) are reached by the estimate.`;
  if (high < goal) return `${goal} calls a day (${each}) are not reached.`;
  return `${goal} calls a day (${each}) lie within the estimate: only measuring on the board decides.`;
}

function residency({ memory, callsPerPhase }: Planned): string {
  if (memory.residency === 'together') {
    return `All models stay in memory together: ${memory.peakMb} MB of ${memory.budgetMb} MB.`;
  }
  return (
    `Together they would need ${memory.togetherMb} MB, so they take turns: up to ${callsPerPhase} calls are transcribed, ` +
    `then all of them analysed; ${memory.peakMb} MB at most.`
  );
}

function range(low: number, high: number, show: (value: number) => string): string {
  const [from, to] = [show(low), show(high)];
  return from === to ? from : `${from} to ${to}`;
}
