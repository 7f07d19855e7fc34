import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseCall } from '../src/analysis/analyse.ts';
import { BUILT_IN_CONFIG } from '../src/analysis/config/merge.ts';
import type { AnalysisInput } from '../src/analysis/input.ts';
import { fenced, promptLines } from '../src/analysis/llm/prompt-lines.ts';
import { systemPrompt } from '../src/analysis/llm/system-prompt.ts';
import { analyseByRules } from '../src/analysis/rules-analyser.ts';
import { Analysis } from '../src/analysis/schema.ts';
import { projectFile } from '../src/config/project.ts';
import { LanguageModelClient } from '../src/inference/language-model-client.ts';
import { ensureGeneratedModels } from '../src/models/generated/ensure.ts';
import { locateModel } from '../src/models/locate.ts';
import { dialogue, type Turn } from '../test/analysis/dialogue.ts';
import { evidenceOf, unsupported } from '../test/analysis/evidence-of.ts';
import { generatedDialogue } from '../test/analysis/generated-dialogues.ts';

/**
 * What analysis costs besides the model's own arithmetic: `node bench/analysis.ts`, writes bench/results/analysis.md.
 * The runtime is the real one; the model is generated and tiny, so its tokens are counted and its speed means nothing.
 */
const CALLS = 12;
const DIALOGUES = 500;
const signal = new AbortController().signal;
const cache = mkdtempSync(join(tmpdir(), 'callmill-bench-'));

/** About `words` words of service talk. */
function call(seed: number, words: number): AnalysisInput {
  const turns: Turn[] = [];
  let count = 0;
  // Kinds 0, 1 and 2 are the calm, the angry and the long ones.
  for (let at = 0; count < words; at += 1) {
    for (const segment of generatedDialogue((seed + at) * 12 + (at % 3)).call.segments) {
      const text = segment.words.map((word) => word.text).join(' ');
      turns.push([segment.speakerRole, text]);
      count += segment.words.length;
      if (count >= words) break;
    }
  }
  return dialogue(...turns);
}

async function open(settings: Readonly<Record<string, number | string>> = {}): Promise<LanguageModelClient> {
  await ensureGeneratedModels(cache);
  const model = await locateModel('generated-llama', { modelsDir: null, cacheDir: cache });
  const env = { PATH: '/usr/bin:/bin' };
  return new LanguageModelClient(
    { ...model, settings: { ...model.settings, ...settings } },
    { provider: 'cpu', threads: 1, env },
  );
}

const options = (languageModel: LanguageModelClient) => ({ languageModel, timeoutMs: 600_000 });

async function prefixReuse(): Promise<string[]> {
  const model = await open();
  const rows: string[] = [];
  try {
    const [fixed = 0] = await model.countTokens([systemPrompt(BUILT_IN_CONFIG)]);
    const excess: number[] = [];
    for (let seed = 0; seed < CALLS; seed += 1) {
      const input = call(seed, 750);
      const transcript = fenced(await promptLines(input.segments, input.durationMs));
      const [own = 0] = await model.countTokens([transcript]);
      const { inputTokens, evaluatedTokens } = await analyseCall(input, options(model), signal);
      const share = evaluatedTokens / own;
      if (seed > 0) excess.push(share - 1);
      if (seed < 4 || seed === CALLS - 1) {
        rows.push(
          `| ${seed + 1} | ${own} | ${inputTokens} | ${evaluatedTokens} | ${(share * 100).toFixed(1)} % |`,
        );
      }
    }
    const worst = Math.max(...excess);
    return [
      `The prompt before the transcript has ${fixed} tokens (one a byte: the generated model has no longer ones). Each call is`,
      'asked two things, its findings and a checklist of seven yes-or-no questions: eight prompts.',
      '',
      '| call | transcript | tokens of all prompts | evaluated | of the transcript |',
      '|---|---|---|---|---|',
      ...rows,
      '',
      `After the first call: at most transcript + ${(worst * 100).toFixed(1)} % over ${CALLS - 1} calls of about five minutes (target: + 5 %).`,
    ];
  } finally {
    await model.close();
  }
}

async function longCall(): Promise<string[]> {
  const input = call(7, 27_000);
  const rows: string[] = [];
  for (const sequences of [1, 4]) {
    const model = await open({ contextTokens: 8192, sequences });
    try {
      const { parts, evaluatedTokens, outputTokens, latencyMs } = await analyseCall(
        input,
        options(model),
        signal,
      );
      rows.push(
        `| ${sequences} | ${parts} | ${evaluatedTokens} | ${outputTokens} | ${(latencyMs / 1000).toFixed(1)} s |`,
      );
    } finally {
      await model.close();
    }
  }
  return [
    '| sequences | parts | evaluated | written | wall time |',
    '|---|---|---|---|---|',
    ...rows,
    '',
    'Sequences side by side share their batches. Each has a cache of its own and',
    'evaluates the fixed prompt once. Claims that have to be asked about again cost their own words more; this model makes none.',
  ];
}

/** Every kind of call by the generated model: what its rows hold, and that all of them are valid. */
async function dialogues(): Promise<string[]> {
  const model = await open();
  const sums = { byModel: 0, byRules: 0, invalid: 0, unsupported: 0, fellBack: 0 };
  const totals = { parts: 0, citations: 0, dropped: 0, evaluated: 0, written: 0, ms: 0 };
  try {
    for (let seed = 0; seed < DIALOGUES; seed += 1) {
      const { call: input } = generatedDialogue(seed);
      const analysis = await analyseCall(input, options(model), signal);
      sums[analysis.evaluatorType === 'llm' ? 'byModel' : 'byRules'] += 1;
      if (analysis.fallbackReason !== null) sums.fellBack += 1;
      if (!Analysis.safeParse(analysis).success) sums.invalid += 1;
      sums.unsupported += unsupported(analysis, input).length;
      totals.citations += evidenceOf(analysis).length;
      totals.ms += analysis.latencyMs;
      totals.parts += analysis.parts;
      totals.dropped += analysis.droppedClaims;
      totals.evaluated += analysis.evaluatedTokens;
      totals.written += analysis.outputTokens;
    }
  } finally {
    await model.close();
  }
  return [
    `All ${DIALOGUES} of test/analysis/generated-dialogues.ts on the real runtime. The model is generated: it knows the grammar and`,
    'nothing else, so this shows that no answer it can give makes an invalid row or an unsupported citation.',
    '',
    '| | |',
    '|---|---|',
    `| rows by the model | ${sums.byModel} |`,
    `| rows by rules, because nobody spoke | ${sums.byRules} |`,
    `| fallbacks | ${sums.fellBack} |`,
    `| invalid rows | ${sums.invalid} |`,
    `| citations stored, of them unsupported | ${totals.citations}, ${sums.unsupported} |`,
    `| claims dropped for want of evidence | ${totals.dropped} |`,
    `| parts | ${totals.parts} |`,
    `| tokens evaluated, written | ${totals.evaluated}, ${totals.written} |`,
    `| wall time | ${(totals.ms / 1000).toFixed(0)} s |`,
  ];
}

/** Of this process: other work on the machine does not count. */
function processorMs(): number {
  return process.cpuUsage().user / 1000;
}

function rules(): string[] {
  const rows = [
    ['five minutes', 750],
    ['one hour', 9000],
    ['three hours', 27_000],
  ] as const;
  const measured = rows.map(([name, words]) => {
    const input = call(3, words);
    const times = Array.from({ length: 7 }, () => {
      const started = processorMs();
      analyseByRules(input);
      return processorMs() - started;
    });
    const [first = 0] = times;
    const sorted = times.slice(1).sort((one, other) => one - other);
    return `| ${name} | ${words} | ${first.toFixed(0)} ms | ${(sorted[3] ?? 0).toFixed(0)} ms |`;
  });
  const started = processorMs();
  for (let seed = 0; seed < 500; seed += 1) analyseByRules(generatedDialogue(seed).call);
  const each = (processorMs() - started) / 500;
  return [
    'Processor time of one process.',
    '',
    '| call | words | first time | median after |',
    '|---|---|---|---|',
    ...measured,
    '',
    `The 500 generated dialogues: ${each.toFixed(1)} ms each, making them included.`,
  ];
}

try {
  const page = [
    '# What analysis costs',
    '',
    '`node bench/analysis.ts`, on two shared x86-64 cores. Tokens are counted by the engine; wall times were taken beside',
    "other work and say little. A model's own speed has to be measured on a board.",
    '',
    '## Evaluated once: the fixed prompt',
    '',
    ...(await prefixReuse()),
    '',
    '## A call of three hours on a context of 8192 tokens, one byte each',
    '',
    ...(await longCall()),
    '',
    '## Five hundred dialogues by the generated model',
    '',
    ...(await dialogues()),
    '',
    '## Rules',
    '',
    ...rules(),
    '',
  ].join('\n');
  writeFileSync(projectFile('bench/results/analysis.md'), page);
  console.log(page);
} finally {
  rmSync(cache, { recursive: true, force: true });
}
