import type { TimeSpan } from '../../audio/pcm-file.ts';

export function lengthMs(spans: readonly TimeSpan[]): number {
  return spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** Milliseconds in which both lists have a span; the spans of one list do not overlap each other. */
export function sharedMs(left: readonly TimeSpan[], right: readonly TimeSpan[]): number {
  return left.reduce((sum, span) => sum + lengthMs(within(right, span)), 0);
}

/** The parts of spans that lie inside another. */
export function within(spans: readonly TimeSpan[], { startMs, endMs }: TimeSpan): TimeSpan[] {
  return spans
    .map((span) => ({ startMs: Math.max(startMs, span.startMs), endMs: Math.min(endMs, span.endMs) }))
    .filter((span) => span.endMs > span.startMs);
}

/** The parts of a span that no other covers. */
export function without(span: TimeSpan, others: readonly TimeSpan[]): TimeSpan[] {
  const left: TimeSpan[] = [];
  let fromMs = span.startMs;
  for (const { startMs, endMs } of within(others, span).sort((a, b) => a.startMs - b.startMs)) {
    if (startMs > fromMs) left.push({ startMs: fromMs, endMs: startMs });
    fromMs = Math.max(fromMs, endMs);
  }
  if (span.endMs > fromMs) left.push({ startMs: fromMs, endMs: span.endMs });
  return left;
}

/** Spans in order of their start, those less than `pauseMs` apart made one. */
export function joined(spans: readonly TimeSpan[], pauseMs: number): TimeSpan[] {
  const result: TimeSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.startMs - b.startMs)) {
    const last = result.at(-1);
    if (last === undefined || span.startMs - last.endMs > pauseMs) result.push(span);
    else result[result.length - 1] = { startMs: last.startMs, endMs: Math.max(last.endMs, span.endMs) };
  }
  return result;
}
