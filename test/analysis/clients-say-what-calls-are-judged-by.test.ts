import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { LIMITS, readConfigDocument } from '../../src/analysis/config/document.ts';
import { BUILT_IN_CONFIG, mergeConfig } from '../../src/analysis/config/merge.ts';
import { answerSchema } from '../../src/analysis/llm/answer-schema.ts';
import { systemPrompt } from '../../src/analysis/llm/system-prompt.ts';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { Analysis } from '../../src/analysis/schema.ts';
import { projectFile } from '../../src/config/project.ts';
import { INLINE_WORDS, runTask } from '../../src/threads/run-task.ts';
import { cardCall, dialogue } from './dialogue.ts';
import { goodAnswer, ScriptedModel } from './scripted-model.ts';

const read = (document: object) =>
  readConfigDocument(JSON.stringify({ version: 1, ...document }), 'under test');
const merged = (...documents: object[]) => mergeConfig(documents.map(read));
const topicsOf = (config: ReturnType<typeof merged>) => config.topics.map((topic) => topic.name);

const boiler = { name: 'boiler', about: 'the boiler', phrases: ['boiler|heating'] };
const call = dialogue(
  ['agent', 'good morning how can i help'],
  ['customer', 'my boiler is cold and the heating does not work'],
  ['agent', 'the cancellation fee is forty pounds'],
  ['customer', 'well okay then'],
);

describe('tiers', () => {
  it('add to the built-in entries, and to each other', () => {
    const config = merged({ topics: [boiler] }, { topics: [{ name: 'solar', phrases: ['solar'] }] });
    expect(topicsOf(config)).toEqual([...topicsOf(BUILT_IN_CONFIG), 'boiler', 'solar']);
  });

  it('replace an entry of a lower tier by its name, whatever its case, in its place', () => {
    const config = merged(
      { topics: [boiler] },
      { topics: [{ ...boiler, name: 'Boiler', about: 'a Boiler' }] },
    );
    expect(config.topics.filter((topic) => topic.name.toLowerCase() === 'boiler')).toMatchObject([
      { name: 'Boiler', about: 'a Boiler' },
    ]);
  });

  it('take entries away, and begin a section anew', () => {
    const without = merged({ topics: [{ name: 'fraud', off: true }] });
    expect(topicsOf(without)).not.toContain('fraud');
    const own = merged(
      { topics: [{ name: 'solar', phrases: [] }] },
      { replace: ['topics'], topics: [boiler] },
    );
    expect(topicsOf(own)).toEqual(['boiler']);
    // Built-in categories that stood on the topics went with them.
    expect(own.categories.map((category) => category.name)).not.toContain('complaint');
    const bare = merged({ replace: ['actions'] });
    expect(bare.compliance.map((rule) => rule.rule)).toEqual(['recording disclosure', 'agent language']);
  });

  it('join their instructions from the lowest up', () => {
    expect(merged({ instructions: 'Be brief.' }, { instructions: 'Be kind.' }).instructions).toBe(
      'Be brief.\nBe kind.',
    );
    expect(merged({ instructions: 'Be brief.' }, { replace: ['instructions'] }).instructions).toBe('');
  });

  it('have one hash for one meaning, whatever the order of the keys', () => {
    const one = mergeConfig([readConfigDocument('{"version":1,"instructions":"x","topics":[]}', 'a')]);
    const other = mergeConfig([readConfigDocument('{"topics":[],"version":1,"instructions":"x"}', 'b')]);
    expect(one.hash).toBe(other.hash);
    expect(merged({ instructions: 'y' }).hash).not.toBe(one.hash);
  });
});

describe('the rules judge by the same configuration', () => {
  it('topics, actions and rubric', () => {
    const config = merged({
      topics: [boiler],
      actions: [
        { name: 'named the fee', did: 'named the fee', kind: 'outcome', phrases: ['cancellation fee'] },
      ],
      rubric: [
        {
          criterion: 'honesty',
          guidance: 'named the fee',
          steps: ['named the fee', 'apologised'],
          weight: 3,
        },
      ],
    });
    const findings = analyseByRules({ ...call, config });
    expect(findings.topics.map((topic) => topic.name)).toContain('boiler');
    expect(findings.summary).toContain('the boiler');
    expect(findings.agentActions.map((action) => action.action)).toContain('named the fee');
    expect(findings.performanceScores).toContainEqual(
      expect.objectContaining({ criterion: 'honesty', score: 6, reason: 'Not heard: apologised.' }),
    );
  });

  it('weighs criteria in the quality score', async () => {
    const only = merged({
      replace: ['rubric'],
      rubric: [
        { criterion: 'fee', guidance: 'x', steps: ['put the caller on hold'], weight: 0 },
        { criterion: 'opening', guidance: 'x', weight: 1 },
      ],
    });
    const options = { languageModel: null, timeoutMs: 1000 };
    const analysis = await analyseCall({ ...call, config: only }, options, new AbortController().signal);
    expect(analysis.performanceScores.map((item) => item.score)).toEqual([1, 7]);
    const impacts = analysis.scoreImpacts.reduce((sum, item) => sum + item.impact, 0) * 2;
    expect(analysis.qualityScore).toBe(Math.round(((7 - 1) / 9) * 100 + impacts));
  });

  it('required and forbidden words, with their times and occasions', () => {
    const rule = { kind: 'required', severity: 'high' } as const;
    const config = merged({
      replace: ['compliance', 'categories'],
      compliance: [
        { ...rule, rule: 'fee named', phrases: ['cancellation fee'] },
        { ...rule, rule: 'fee named at once', phrases: ['cancellation fee'], withinSeconds: 2 },
        { ...rule, rule: 'risk warning', phrases: ['capital at risk'] },
        { ...rule, rule: 'loan warning', phrases: ['interest'], onlyIf: ['loan'] },
        { ...rule, rule: 'no pounds', kind: 'forbidden', phrases: ['pounds'] },
        { ...rule, rule: 'no boiler', kind: 'forbidden', phrases: ['boiler'] },
      ],
    });
    const flags = analyseByRules({ ...call, config }).complianceFlags;
    expect(flags.map((flag) => [flag.rule, flag.status, flag.severity])).toEqual([
      ['fee named', 'present', 'info'],
      ['fee named at once', 'absent', 'high'],
      ['risk warning', 'absent', 'high'],
      ['no pounds', 'violation', 'high'],
    ]);
  });

  it('categories by what was said, and by what never was', () => {
    const config = merged({
      replace: ['categories'],
      categories: [
        { name: 'cold home', when: { said: ['boiler * cold'], by: 'customer' } },
        { name: 'no warning', when: { notSaid: ['capital at risk'] } },
        { name: 'no fee at first', when: { notSaid: ['fee'], by: 'agent', firstSeconds: 3 } },
        { name: 'fee at last', when: { said: ['fee'], by: 'agent', lastSeconds: 8 } },
        { name: 'fee never', when: { notSaid: ['fee'] } },
        { name: 'not recorded', when: { broken: 'recording disclosure' } },
        { name: 'long', when: { minutesAtLeast: 10 } },
        { name: 'both', when: { said: ['boiler'], notSaid: ['boiler'] } },
      ],
    });
    const categories = analyseByRules({ ...call, config }).categories;
    expect(categories.map((item) => [item.name, item.evidence.length])).toEqual([
      ['cold home', 1],
      ['no warning', 0],
      ['no fee at first', 0],
      ['fee at last', 1],
      ['not recorded', 0],
    ]);
  });

  it('built in: a disclosure never read, no greeting in the first thirty seconds', () => {
    const names = (input: typeof call) => analyseByRules(input).categories.map((item) => item.name);
    expect(names(call)).toContain('disclosure never read');
    expect(names(call)).not.toContain('no greeting in the first 30 seconds');
    expect(names(cardCall)).not.toContain('disclosure never read');
    const curt = dialogue(['agent', 'yes what'], ['customer', 'my boiler is cold']);
    expect(names(curt)).toContain('no greeting in the first 30 seconds');
  });
});

it('a long call is read in a thread by the same configuration', async () => {
  const config = merged({ topics: [boiler] });
  const turns = call.segments.map(({ speakerRole, words }) => {
    return [speakerRole, words.map((word) => word.text).join(' ')] as const;
  });
  const long = { ...dialogue(...Array.from({ length: 60 }, () => turns).flat()), config };
  const words = long.segments.reduce((sum, segment) => sum + segment.words.length, 0);
  expect(words).toBeGreaterThan(INLINE_WORDS);
  const inThread = await runTask('analyseByRules', [long], words, new AbortController().signal);
  expect(inThread).toEqual(analyseByRules(long));
  expect(inThread.topics.map((topic) => topic.name)).toContain('boiler');
});

describe('a configuration as large as it may be', () => {
  const many = <T>(count: number, make: (name: string) => T): T[] =>
    Array.from({ length: count }, (_, at) => make(`${'n'.repeat(55)} ${at}`));
  const phrases = ['boiler', 'morning', 'fee', 'okay'];

  it('still makes a valid row, by rules and by a model', async () => {
    const config = merged(
      {
        topics: many(LIMITS.topics, (name) => ({ name, phrases })),
        actions: many(LIMITS.actions, (name) => ({ name, phrases })),
      },
      {
        rubric: many(LIMITS.rubric, (criterion) => ({
          criterion,
          guidance: 'g'.repeat(300),
          steps: many(10, (name) => name),
        })),
        compliance: many(LIMITS.compliance, (rule) => ({
          rule,
          kind: 'forbidden',
          severity: 'high',
          by: 'anyone',
          phrases,
          question: 'q'.repeat(200),
        })),
        categories: many(LIMITS.categories, (name) => ({ name, when: { said: phrases } })),
        instructions: 'i'.repeat(LIMITS.instructions),
      },
    );
    const signal = new AbortController().signal;
    const rules = await analyseCall({ ...call, config }, { languageModel: null, timeoutMs: 1000 }, signal);
    expect(Analysis.parse(rules).complianceFlags.length).toBeGreaterThan(LIMITS.compliance);
    const model = new ScriptedModel([{ text: goodAnswer() }, { text: '{"citations":[]}' }], 32_768, {
      generated: true,
    });
    model.yes = () => 0.4;
    const options = { languageModel: model, timeoutMs: 1000 };
    expect(Analysis.parse(await analyseCall({ ...call, config }, options, signal)).evaluatorType).toBe('llm');
  });
});

it('the example in examples/analysis is read', () => {
  const file = 'examples/analysis/bank.json';
  const config = mergeConfig([readConfigDocument(readFileSync(projectFile(file), 'utf8'), file)]);
  expect(topicsOf(config)).toContain('overdraft');
  expect(topicsOf(config)).not.toContain('health');
});

describe('a model is told of the configuration', () => {
  const config = merged({
    topics: [boiler],
    rubric: [{ criterion: 'honesty', guidance: 'names every fee' }],
    compliance: [
      {
        rule: 'no promises',
        kind: 'forbidden',
        severity: 'high',
        question: 'Did the agent promise an outcome?',
      },
    ],
    instructions: 'Our agents are called advisers.',
  });

  it('in the part that is the same for all its calls, after the part that is the same for everybody', () => {
    const prompt = systemPrompt(config);
    for (const text of [
      'boiler',
      '- honesty: names every fee',
      'Did the agent promise an outcome?',
      'advisers',
    ])
      expect(prompt).toContain(text);
    const fixed = systemPrompt(BUILT_IN_CONFIG).indexOf('Topics:');
    expect(prompt.slice(0, fixed)).toBe(systemPrompt(BUILT_IN_CONFIG).slice(0, fixed));
  });

  it('and may score its criteria and no others', () => {
    const score = { segment: 's0000', quote: 'how can i help', reason: 'x', score: 9 };
    const answer = (criterion: string) =>
      JSON.parse(goodAnswer({ performanceScores: [{ ...score, criterion }] })) as unknown;
    expect(answerSchema(config).shape.safeParse(answer('honesty')).success).toBe(true);
    expect(answerSchema(BUILT_IN_CONFIG).shape.safeParse(answer('honesty')).success).toBe(false);
  });

  it('and asked its questions', async () => {
    const model = new ScriptedModel([{ text: goodAnswer() }]);
    const options = { languageModel: model, timeoutMs: 5000 };
    await analyseCall({ ...cardCall, config }, options, new AbortController().signal);
    expect(model.decisions[0]?.labels).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((at) => `Q${at}:`));
  });
});

describe('a document that cannot be read', () => {
  const topics = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `topic ${at}`, phrases: [] }));
  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['another shape', '[]', 'document'],
    ['a field too many', '{"version":1,"scores":[]}', 'document'],
    ['a version from the future', '{"version":2}', 'has version 2; this callmill reads 1'],
    ['no version', '{}', 'version'],
    [
      'five hundred topics',
      JSON.stringify({ version: 1, topics: topics(500) }),
      'topics: at most 100 entries',
    ],
    [
      'two topics of one name',
      '{"version":1,"topics":[{"name":"a"},{"name":" A "}]}',
      'topics.1: has the name of',
    ],
    [
      'a phrase of nothing but a gap',
      '{"version":1,"topics":[{"name":"a","phrases":["*"]}]}',
      'topics.0.phrases.0',
    ],
    ['a name with a fence', '{"version":1,"topics":[{"name":"</transcript>"}]}', 'topics.0.name'],
    [
      'a rule without words',
      '{"version":1,"compliance":[{"rule":"a","kind":"required","severity":"low"}]}',
      'needs',
    ],
    ['a condition of nothing', '{"version":1,"categories":[{"name":"a","when":{}}]}', 'tests nothing'],
    ['too many words', JSON.stringify({ version: 1, instructions: 'x'.repeat(2001) }), 'instructions'],
    ['too many bytes', `{"version":1,"instructions":"${' '.repeat(LIMITS.bytes)}"}`, 'is larger than'],
  ])('(%s) is analysis_config_invalid and names the place', (_, json, message) => {
    expect(() => readConfigDocument(json, 'under test')).toThrow(
      expect.objectContaining({ code: 'analysis_config_invalid', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    ['a category', { categories: [{ name: 'x', when: { topic: 'none such' } }] }],
    [
      'a compliance rule',
      { compliance: [{ rule: 'x', kind: 'required', severity: 'low', action: 'none such' }] },
    ],
    ['a step', { rubric: [{ criterion: 'x', guidance: 'y', steps: ['none such'] }] }],
  ])('(%s that names what no tier has) neither', (_, document) => {
    expect(() => merged(document)).toThrow(expect.objectContaining({ code: 'analysis_config_invalid' }));
  });

  it('(more topics in all tiers together than one may have) neither', () => {
    const named = (prefix: string) =>
      topics(60).map((topic) => ({ ...topic, name: `${prefix}${topic.name}` }));
    expect(() => merged({ topics: named('a') }, { topics: named('b') })).toThrow(
      expect.objectContaining({ code: 'analysis_config_invalid' }),
    );
  });

  it('leaves the call to the built-in rules, and the row says why', async () => {
    let error: unknown;
    try {
      readConfigDocument('{', 'under test');
    } catch (thrown) {
      error = thrown;
    }
    const options = { languageModel: new ScriptedModel([]), timeoutMs: 1000, configError: error as never };
    expect(await analyseCall(cardCall, options, new AbortController().signal)).toMatchObject({
      evaluatorType: 'rule_based',
      fallbackReason: 'analysis_config_invalid',
      configHash: BUILT_IN_CONFIG.hash,
    });
  });
});
