import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { readConfigDocument } from '../../src/analysis/config/document.ts';
import { mergeConfig } from '../../src/analysis/config/merge.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { cardCall, dialogue } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const signal = new AbortController().signal;
const config = mergeConfig([
  readConfigDocument(
    JSON.stringify({
      version: 1,
      replace: ['compliance', 'categories'],
      compliance: [
        { rule: 'fee explained', kind: 'required', severity: 'high', question: 'Was the fee explained?' },
        { rule: 'no promise', kind: 'forbidden', severity: 'high', question: 'Was an outcome promised?' },
        {
          rule: 'warning',
          kind: 'required',
          severity: 'medium',
          phrases: ['capital at risk'],
          question: 'Was the warning read?',
        },
      ],
      categories: [{ name: 'no warning', when: { broken: 'warning' } }],
    }),
    'under test',
  ),
]);
/** Q1 resolved, Q2 callback, Q3 fee explained, Q4 no promise, Q5 warning. */
type Yes = Readonly<Record<string, number>>;

async function analyse(yes: Yes, changes: object = {}, call = cardCall) {
  const replies = [{ text: goodAnswer({ ending: [], ...changes }) }, { text: '{"citations":[]}' }];
  const model = new ScriptedModel(replies);
  model.yes = (label) => yes[label] ?? null;
  const analysis = await analyseCall({ ...call, config }, { languageModel: model, timeoutMs: 5000 }, signal);
  expect(Analysis.parse(analysis)).toMatchObject({ evaluatorType: 'llm' });
  return analysis;
}

const flag = (rule: string, quote = 'I have blocked the card') => ({
  segment: 's0008',
  quote,
  rule,
  severity: 'low',
  note: 'As the model has it.',
});
const ending = (quote: string) => [{ segment: 's0011', quote }];
const open = dialogue(
  ['agent', 'good morning'],
  ['customer', 'it is about my meter'],
  ['agent', 'one moment'],
);

describe('resolution', () => {
  it('is what the model says where it cites the turn', async () => {
    const { resolution } = await analyse({ 'Q1:': 0.91 }, { ending: ending("no that's everything") });
    expect(resolution).toMatchObject({ status: 'resolved', source: 'model', probability: 0.91 });
    expect(resolution.evidence[0]?.segmentKey).toBe('s0011');
  });

  it('is unclear where model and rules differ and nothing is cited', async () => {
    const { resolution } = await analyse({ 'Q1:': 0.2 });
    expect(resolution).toEqual({ status: 'unclear', source: 'model', probability: 0.2, evidence: [] });
  });

  it('is proved by the rules’ turn where both agree', async () => {
    const { resolution } = await analyse({ 'Q1:': 0.8 }, { ending: ending('words that nobody said') });
    expect(resolution).toMatchObject({ status: 'resolved', source: 'rule', probability: 0.8 });
  });

  it('is the rules’ where the model does not tell', async () => {
    expect((await analyse({})).resolution).toMatchObject({ source: 'rule', probability: null });
    expect(
      (
        await analyse(
          { 'Q1:': 0.9 },
          {
            summary: [],
            topics: [],
            agentActions: [],
            actionItems: [],
            performanceScores: [],
            scoreImpacts: [
              { segment: 's0001', quote: 'about my meter', category: 'pace', reason: 'x', impact: 1 },
            ],
          },
          open,
        )
      ).resolution,
    ).toMatchObject({ status: 'unclear', probability: 0.9 });
  });
});

describe('a call back', () => {
  const promise = [{ segment: 's0008', quote: "we'll send you a new card" }];
  it('is needed where the model says so and cites the turn', async () => {
    expect((await analyse({ 'Q2:': 0.7 }, { callback: promise })).callback).toMatchObject({
      needed: true,
      source: 'model',
      probability: 0.7,
    });
  });

  it.each([
    ['says no', 0.3, promise],
    ['says yes and cites nothing', 0.9, []],
    ['says yes and cites what nobody said', 0.9, [{ segment: 's0008', quote: 'I will ring you' }]],
  ])('is not where it %s', async (_, yes, callback) => {
    expect((await analyse({ 'Q2:': yes }, { callback })).callback).toEqual({
      needed: false,
      source: 'model',
      probability: yes,
      evidence: [],
    });
  });

  it('that was promised in so many words is not overlooked with the model', async () => {
    const promised = dialogue(
      ['agent', 'someone will call you back tomorrow'],
      ['customer', 'about my meter then'],
    );
    const changes = { summary: [{ segment: 's0001', quote: 'about my meter', sentence: 'A meter.' }] };
    expect((await analyse({ 'Q2:': 0.1 }, changes, promised)).callback).toMatchObject({
      needed: true,
      source: 'rule',
      probability: 0.1,
    });
  });
});

describe('a compliance rule', () => {
  const flags = async (yes: Yes, complianceFlags: object[] = []) =>
    (await analyse(yes, { complianceFlags })).complianceFlags
      .filter(({ rule }) => config.compliance.some((own) => own.rule === rule))
      .map(({ rule, status, source, probability }) => [rule, status, source, probability]);

  it('that only a question knows is absent by a clear no', async () => {
    expect(await flags({ 'Q3:': 0.1, 'Q4:': 0.1, 'Q5:': 0.1 })).toEqual([
      ['fee explained', 'absent', 'model', 0.1],
      ['warning', 'absent', 'rule', 0.1],
    ]);
  });

  it('that the model believes in without a turn is no finding', async () => {
    expect(await flags({ 'Q3:': 0.9, 'Q4:': 0.9, 'Q5:': 0.9 })).toEqual([['warning', 'absent', 'rule', 0.9]]);
  });

  it('is present or broken where the model cites the turn', async () => {
    const cited = [flag('Fee explained'), flag('no promise'), flag('warning')];
    expect(await flags({ 'Q3:': 0.9, 'Q4:': 0.8, 'Q5:': 0.7 }, cited)).toEqual([
      ['fee explained', 'present', 'model', 0.9],
      ['no promise', 'violation', 'model', 0.8],
      ['warning', 'present', 'model', 0.7],
    ]);
  });

  it('is not broken where the model cites a turn and says no', async () => {
    expect(await flags({ 'Q4:': 0.2 }, [flag('no promise')])).toEqual([['warning', 'absent', 'rule', null]]);
  });

  it('found present by the model takes its category of absence away', async () => {
    const without = await analyse({});
    expect(without.categories.map((item) => item.name)).toEqual(['no warning']);
    const cited = await analyse({ 'Q5:': 0.9 }, { complianceFlags: [flag('warning')] });
    expect(cited.categories).toEqual([]);
  });
});
