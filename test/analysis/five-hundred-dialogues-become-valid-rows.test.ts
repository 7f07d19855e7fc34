import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import type { LanguageModel } from '../../src/analysis/language-model.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { LanguageModelClient } from '../../src/inference/language-model-client.ts';
import { CPU, generatedModel, scratch } from '../inference/fixtures/models.ts';
import { unsupported } from './evidence-of.ts';
import { type GeneratedDialogue, generatedDialogue, KINDS } from './generated-dialogues.ts';

const DIALOGUES = 500;
const { runs } = inject('effort');
/** All of them at night; otherwise one of each kind, because the endless ones take many parts. */
const BY_MODEL = runs >= 1000 ? DIALOGUES : KINDS.length;
const signal = new AbortController().signal;

async function analysed({ call, kind, seed }: GeneratedDialogue, languageModel: LanguageModel | null) {
  const analysis = await analyseCall(call, { languageModel, timeoutMs: 60_000 }, signal);
  const name = `${kind}, seed ${seed}`;
  expect(Analysis.safeParse(analysis).error?.issues ?? [], name).toEqual([]);
  expect(unsupported(analysis, call), name).toEqual([]);
  return analysis;
}

describe(`${DIALOGUES} generated dialogues by rules`, () => {
  it('are valid rows without one unsupported citation', { timeout: 120_000 }, async () => {
    const by = new Map<string, number>();
    for (let seed = 0; seed < DIALOGUES; seed += 1) {
      const dialogue = generatedDialogue(seed);
      const analysis = await analysed(dialogue, null);
      expect(analysis).toMatchObject({ evaluatorType: 'rule_based', fallbackReason: null });
      by.set(dialogue.kind, (by.get(dialogue.kind) ?? 0) + 1);
      // Nobody in them speaks to the reviewer.
      expect(analysis.complianceFlags.map((flag) => flag.rule)).not.toContain('words to the reviewer');
    }
    expect([...by.keys()].sort()).toEqual([...KINDS].sort());
  });

  it.each([
    ['empty', 'nobody spoke', null],
    ['voicemail', 'voicemail', null],
    ['ivr_only', 'recorded voice only', null],
    ['one_sided', 'one-sided', 'number'],
    ['wrong_number', 'wrong number', 'number'],
  ] as const)('%s is of the category "%s"', async (kind, category, quality) => {
    const analysis = await analysed(generatedDialogue(KINDS.indexOf(kind)), null);
    expect(analysis.categories.map((item) => item.name)).toContain(category);
    if (quality === null) expect(analysis.qualityScore).toBeNull();
    else expect(analysis.qualityScore).toEqual(expect.any(Number));
  });
});

describe(`${BY_MODEL} of them by a generated model on the real runtime`, () => {
  const temp = scratch();
  let model: LanguageModelClient;
  beforeAll(async () => {
    model = new LanguageModelClient(await generatedModel('generated-llama', temp.path), CPU);
  });
  afterAll(async () => {
    await model.close();
    temp.remove();
  });

  it('are valid rows without one unsupported citation', { timeout: 900_000 }, async () => {
    const long: number[] = [];
    for (let seed = 0; seed < BY_MODEL; seed += 1) {
      const dialogue = generatedDialogue(seed);
      const analysis = await analysed(dialogue, model);
      const spoken = dialogue.call.segments.length > 0;
      expect(analysis).toMatchObject({
        evaluatorType: spoken ? 'llm' : 'rule_based',
        fallbackReason: null,
        modelIsProof: spoken,
      });
      if (dialogue.kind === 'endless_turn') long.push(analysis.parts);
    }
    for (const parts of long) expect(parts).toBeGreaterThan(1);
  });
});
