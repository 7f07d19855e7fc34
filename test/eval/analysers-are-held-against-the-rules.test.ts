import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyseCall } from '../../src/analysis/analyse.ts';
import type { Analysis } from '../../src/analysis/schema.ts';
import { registerEval } from '../../src/cli/commands/eval.ts';
import { loadConfig } from '../../src/config/load.ts';
import { AGREEMENT } from '../../src/eval/analysis/labels.ts';
import { type JudgedCall, scoreAnalyses, verdictOf } from '../../src/eval/analysis/score.ts';
import { cardCall } from '../analysis/dialogue.ts';

let base: Analysis;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callmill-eval-analysis-'));
  base = await analyseCall(cardCall, { languageModel: null, timeoutMs: 1000 }, new AbortController().signal);
});
afterAll(() => rmSync(folder, { recursive: true }));

function call(id: string, analyses: readonly Analysis[], given: Partial<JudgedCall> = {}): JudgedCall {
  return { id, segments: cardCall.segments, labels: {}, paraphraseOf: null, analyses, ...given };
}

describe('an analyser', () => {
  it('of whom nothing is invented has every citation right', () => {
    const figures = scoreAnalyses([call('a', [base])], 'rule_based', 1);
    expect(figures.valid?.value).toBe(1);
    expect(figures.evidencePrecision?.value).toBe(1);
  });

  it('is charged for citations that are not there and for those that had to be dropped', () => {
    const [cited] = base.summaryEvidence;
    if (cited === undefined) throw new Error('the rules cite what they say');
    const invented = { ...base, summaryEvidence: [{ ...cited, quote: 'nobody ever said such words here' }] };
    const precision = (one: Analysis) =>
      scoreAnalyses([call('a', [one])], 'rule_based', 1).evidencePrecision?.value;
    expect(precision(invented)).toBeLessThan(1);
    expect(precision({ ...base, droppedClaims: 5 })).toBeLessThan(1);
  });

  it('that left the call to the fallback has not answered', () => {
    expect(scoreAnalyses([call('a', [base])], 'llm', 1).valid?.value).toBe(0);
  });

  it('beats the rules when it agrees with the labels where they do not, and not by one call alone', () => {
    const labels = { sentiment: 'negative', resolution: 'resolved' } as const;
    const right = {
      ...base,
      sentimentLabel: 'negative',
      resolution: { ...base.resolution, status: 'resolved' },
    };
    const wrong = { ...right, sentimentLabel: 'positive' };
    const judged = (...analyses: (typeof right)[]) =>
      analyses.map((analysis, at) => call(String(at), [analysis as Analysis], { labels }));
    const verdict = (model: JudgedCall[], rules: JudgedCall[]) =>
      verdictOf(scoreAnalyses(model, 'llm', 1, rules));
    const [four, none] = [judged(right, right, right, right), judged(wrong, wrong, wrong, wrong)];
    expect(scoreAnalyses(four, 'llm', 1, none).gain).toEqual({ value: 0.5, interval: [0.5, 0.5] });
    expect(verdict(four, none)).toBe('better');
    expect(verdict(none, four)).toBe('worse');
    expect(verdict(judged(right, wrong, wrong, wrong), none)).toBe('undecided');
    expect(verdict(four, four)).toBe('undecided');
    expect(verdict(judged(right), judged(wrong))).toBe('undecided');
    expect(scoreAnalyses(four, 'rule_based', 1).gain).toBeNull();
  });

  it('is as stable as its quality score between askings and paraphrases', () => {
    const at = (qualityScore: number) => ({ ...base, qualityScore });
    const figures = scoreAnalyses(
      [call('a', [at(60), at(64)]), call('b', [at(70), at(70)], { paraphraseOf: 'a' })],
      'rule_based',
      1,
    );
    expect(figures.repeatDistance?.value).toBe(2);
    expect(figures.paraphraseDistance?.value).toBe(10);
  });

  it('agrees with labels by equality, or by F1 between lists of names; what is unlabelled does not count', () => {
    const analysis = {
      ...base,
      sentimentLabel: 'very_negative',
      topics: ['Refund', 'delivery'].map((name) => ({ ...(base.topics[0] as never as object), name })),
    } as Analysis;
    expect(AGREEMENT.sentiment({ sentiment: 'negative' }, analysis)).toBe(1);
    expect(AGREEMENT.sentiment({ sentiment: 'neutral' }, analysis)).toBe(0);
    expect(AGREEMENT.topics({ topics: ['refund', 'card'] }, analysis)).toBe(0.5);
    expect(AGREEMENT.topics({ topics: [] }, { ...analysis, topics: [] })).toBe(1);
    expect(AGREEMENT.callback({}, analysis)).toBeNull();
  });

  it('is not charged for rules that were kept: only broken ones are labelled', () => {
    const statuses = base.complianceFlags.map(({ status }) => status);
    expect(statuses).toContain('present');
    const broken = base.complianceFlags.filter(({ status }) => status !== 'present').map(({ rule }) => rule);
    expect(AGREEMENT.flags({ flags: broken }, base)).toBe(1);
    const late = base.complianceFlags.map((flag, at) =>
      at === statuses.indexOf('present') ? { ...flag, status: 'absent' as const } : flag,
    );
    expect(AGREEMENT.flags({ flags: broken }, { ...base, complianceFlags: late })).toBeLessThan(1);
  });
});

describe('callmill eval analysis', () => {
  async function run(...args: readonly string[]) {
    const [out, err] = [new PassThrough(), new PassThrough()];
    const text = { out: '', err: '' };
    out.setEncoding('utf8').on('data', (chunk: string) => {
      text.out += chunk;
    });
    err.setEncoding('utf8').on('data', (chunk: string) => {
      text.err += chunk;
    });
    const config = () => loadConfig({ CALLMILL_LANGUAGE_MODEL: 'none' }, '/');
    const program = new Command('callmill').exitOverride();
    registerEval(program, { config, out, err, signal: new AbortController().signal });
    await program.parseAsync(['node', 'callmill', 'eval', 'analysis', ...args]);
    return text;
  }

  it('shows the rules as the control, names a bad line and goes on', async () => {
    const turns = [
      { speaker_role: 'agent', text: 'thank you for calling how can i help you' },
      { speaker_role: 'customer', text: 'i am very unhappy my parcel is broken and i want my money back' },
    ];
    const corpus = join(folder, 'calls.jsonl');
    const line = { id: 'a', transcript: turns, labels: { sentiment: 'negative' } };
    writeFileSync(corpus, `${JSON.stringify(line)}\nno call\n`);
    const { out, err } = await run('--corpus', corpus, '--engine', 'rules', '--json');
    expect(err).toContain('Line 2 is no labelled call');
    expect(JSON.parse(out)).toMatchObject({
      rules: { calls: 1, valid: { value: 1 }, agreement: { sentiment: { value: 1 }, topics: null } },
    });
    expect((await run('--corpus', corpus, '--engine', 'rules')).out).toMatch(
      /citations that are there\s+100\.0 %/,
    );
    process.exitCode = 0;
  });
});
