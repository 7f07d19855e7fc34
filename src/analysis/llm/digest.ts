import type { Evidence } from '../outputs.ts';
import { Digest } from './answer-schema.ts';
import { askEach } from './ask.ts';
import type { Sentence } from './part-findings.ts';
import { oneLine } from './prompt-lines.ts';
import type { Reading } from './read-parts.ts';

/** Sentences a summary keeps when no digest could be made of more. */
const KEPT = 4;

/**
 * One summary of the summaries of all parts. Sentences that fit one prompt are digested together; more than that in
 * groups, whose digests are digested again. A group always has the sentences of two parts, so there are fewer every
 * time. A new sentence rests on a numbered one and takes its evidence over: a quote is never written twice.
 */
export async function digest(
  parts: readonly (readonly Sentence[])[],
  reading: Reading,
  signal: AbortSignal,
): Promise<readonly Sentence[]> {
  let level = parts.filter((sentences) => sentences.length > 0);
  while (level.length > 1) {
    signal.throwIfAborted();
    const groups = await grouped(level, reading, signal);
    const digested: (readonly Sentence[])[] = [];
    for (const group of groups) digested.push(await digestGroup(group, reading, signal));
    level = digested;
  }
  return level[0] ?? [];
}

async function digestGroup(
  sentences: readonly Sentence[],
  { system, plan, model, usage }: Reading,
  signal: AbortSignal,
): Promise<readonly Sentence[]> {
  const data = listed(sentences);
  const [tokens = 0] = await model.countTokens([data], signal);
  if (tokens > plan.room) return spread(sentences);
  const asked = { system, data, task: 'digest', schema: Digest, maxTokens: plan.maxTokens } as const;
  const [answer] = await askEach([asked], model, usage, signal);
  const kept = (answer?.summary ?? []).flatMap(({ rests, sentence }): Sentence[] => {
    const source = sentences[Number(/^c?(\d+)$/.exec(rests.trim())?.[1] ?? 0) - 1];
    return source === undefined || sentence.trim() === ''
      ? []
      : [{ sentence: sentence.trim(), evidence: source.evidence }];
  });
  return kept.length > 0 ? kept : spread(sentences);
}

/** Without a usable digest: the first, the last and some between, as they are. */
function spread(sentences: readonly Sentence[]): readonly Sentence[] {
  if (sentences.length <= KEPT) return sentences;
  const places = Array.from({ length: KEPT }, (_, at) =>
    Math.round((at * (sentences.length - 1)) / (KEPT - 1)),
  );
  return sentences.filter((_, at) => places.includes(at));
}

/** Neighbours together as far as the room goes, two parts at least. */
async function grouped(
  level: readonly (readonly Sentence[])[],
  { plan, model }: Reading,
  signal: AbortSignal,
): Promise<readonly (readonly Sentence[])[]> {
  const sizes = await model.countTokens(
    level.map((sentences) => listed(sentences)),
    signal,
  );
  const groups: Sentence[][] = [];
  let own: Sentence[] = [];
  let members = 0;
  let used = 0;
  for (const [at, sentences] of level.entries()) {
    const size = sizes[at] ?? 0;
    if (members >= 2 && used + size > plan.room) {
      groups.push(own);
      [own, members, used] = [[], 0, 0];
    }
    own = [...own, ...sentences];
    members += 1;
    used += size;
  }
  // One left over joins the group before it rather than standing for a round alone.
  const last = groups.at(-1);
  if (members === 1 && last !== undefined) last.push(...own);
  else groups.push(own);
  return groups;
}

function listed(sentences: readonly { readonly sentence: string; readonly evidence: Evidence }[]): string {
  const lines = sentences.map(
    ({ sentence, evidence }, at) => `${at + 1}. [${evidence.segmentKey}] ${oneLine(sentence)}`,
  );
  return `<digest>\n${lines.join('\n')}\n</digest>`;
}
