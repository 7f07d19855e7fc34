import type { AnalysisConfig } from '../config/config.ts';
import type { LanguageModel } from '../language-model.ts';
import { type Answer, answerSchema, Citations, MOST_CLAIMS } from './answer-schema.ts';
import { askEach, unusable } from './ask.ts';
import type { ClaimSheet } from './claims.ts';
import { type PartFindings, partFindings, sheetOf } from './part-findings.ts';
import type { Part, Plan } from './plan.ts';
import { oneLine } from './prompt-lines.ts';
import { TASKS } from './prompts/tasks.ts';
import { questionsOf } from './system-prompt.ts';
import type { Usage } from './usage.ts';

/** What all requests of one analysis share. */
export interface Reading {
  readonly system: string;
  readonly config: AnalysisConfig;
  readonly plan: Plan;
  readonly model: LanguageModel;
  readonly usage: Usage;
}

/** Characters of a claim when it is asked about again. */
const CLAIM_LENGTH = 120;

/**
 * Reads some parts side by side: findings, then once more the citations of what cited nothing real, then the checklist.
 * The three share everything up to the task.
 *
 * @throws CallmillError analysis_invalid (a part's answer was unusable twice), and whatever {@link LanguageModel} throws
 */
export async function readParts(
  parts: readonly Part[],
  reading: Reading,
  signal: AbortSignal,
): Promise<readonly PartFindings[]> {
  const { system, config, plan, model, usage } = reading;
  const schema = answerSchema(config);
  const asked = parts.map(
    ({ transcript }) =>
      ({ system, data: transcript, task: 'findings', schema, maxTokens: plan.maxTokens }) as const,
  );
  const answers = await askEach(asked, model, usage, signal);
  const findings: PartFindings[] = [];
  for (const [at, part] of parts.entries()) {
    const answer = answers[at] ?? null;
    if (answer === null) throw unusable();
    findings.push(await finishPart(part, answer, reading, signal));
  }
  return findings;
}

async function finishPart(
  part: Part,
  answer: Answer,
  reading: Reading,
  signal: AbortSignal,
): Promise<PartFindings> {
  const sheet = sheetOf(answer, part);
  await askForCitations(part, sheet, reading, signal);
  const yes = await askChecklist(part, reading, signal);
  return partFindings(part, answer, sheet, yes);
}

/** Asks once more for what cited nothing real; an unusable answer proves nothing. */
async function askForCitations(
  part: Part,
  sheet: ClaimSheet,
  { system, plan, model, usage }: Reading,
  signal: AbortSignal,
): Promise<void> {
  const claims = sheet.unproved.filter((claim) => claim.text !== '').slice(0, MOST_CLAIMS);
  if (claims.length === 0) return;
  const numbered = claims.map(({ text }, at) => `${at + 1}. ${oneLine(text).slice(0, CLAIM_LENGTH)}`);
  const list = `<claims>\n${numbered.join('\n')}\n</claims>`;
  const [tokens = 0] = await model.countTokens([list], signal);
  // The answer is short: the claims may take from its share.
  const maxTokens = plan.maxTokens - tokens;
  if (maxTokens < plan.maxTokens / 4) return;
  const asked = {
    system,
    data: `${part.transcript}\n${list}`,
    task: 'citations',
    schema: Citations,
    maxTokens,
  };
  const [answer] = await askEach([{ ...asked, task: 'citations' }], model, usage, signal);
  for (const citation of answer?.citations ?? []) {
    const claim = claims[citation.claim - 1];
    if (claim !== undefined) sheet.prove(claim, citation);
  }
}

async function askChecklist(
  { transcript }: Part,
  { system, config, model, usage }: Reading,
  signal: AbortSignal,
): Promise<readonly (number | null)[]> {
  const labels = questionsOf(config).map((question) => question.label);
  if (model.decide === undefined) return labels.map(() => null);
  const user = `${transcript}\n${TASKS.checklist}`;
  const decisions = await model.decide({ system, user, labels }, signal);
  usage.add(decisions);
  return labels.map((_, at) => decisions.yes[at] ?? null);
}
