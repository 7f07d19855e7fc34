import type { PromptLine } from './prompt.ts';

/** Why a call was made stands at its beginning, how it ended at its end: they get most of the room. */
const BEGIN_SHARE = 0.4;
const END_SHARE = 0.4;

/**
 * Whole turns from the beginning, the middle and the end that together hold at most `budget` characters; `null`
 * marks each gap. Everything, without gaps, when it fits.
 */
export function excerpt(lines: readonly PromptLine[], budget: number): readonly (PromptLine | null)[] {
  const total = lines.reduce((sum, line) => sum + line.text.length, 0);
  if (total <= budget) return lines;
  const chosen = new Set<PromptLine>();
  let room = budget;
  const take = (candidates: readonly PromptLine[], share: number) => {
    let left = Math.min(room, share);
    for (const line of candidates) {
      if (line.text.length > left) break;
      if (chosen.has(line)) continue;
      chosen.add(line);
      left -= line.text.length;
      room -= line.text.length;
    }
  };
  take(lines, budget * BEGIN_SHARE);
  take(lines.toReversed(), budget * END_SHARE);
  take(lines.slice(Math.floor(lines.length / 2)), room);
  return withGaps(lines, chosen);
}

function withGaps(
  lines: readonly PromptLine[],
  chosen: ReadonlySet<PromptLine>,
): readonly (PromptLine | null)[] {
  const kept: (PromptLine | null)[] = [];
  for (const line of lines) {
    if (chosen.has(line)) kept.push(line);
    else if (kept.length === 0 || kept.at(-1) !== null) kept.push(null);
  }
  return kept;
}
