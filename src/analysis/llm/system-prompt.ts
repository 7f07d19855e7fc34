import { createHash } from 'node:crypto';
import type { AnalysisConfig } from '../config/config.ts';
import { BUILT_IN_CONFIG } from '../config/merge.ts';
import { answerSchema } from './answer-schema.ts';
import { REVIEWER_PROMPT } from './prompts/reviewer.ts';
import { RETRY_NOTE, TASKS } from './prompts/tasks.ts';

/** Names are short; this many of them are worth the room they take from the call. */
const NAMES_SHOWN = 60;

/** Changes whenever a prompt, a task or the answer's schema changes: `call-analysis@` and 12 hex digits. */
export const PROMPT_VERSION = `call-analysis@${createHash('sha256')
  .update(
    JSON.stringify([
      REVIEWER_PROMPT,
      TASKS,
      RETRY_NOTE,
      answerSchema(BUILT_IN_CONFIG).json,
      clientPart(BUILT_IN_CONFIG),
    ]),
  )
  .digest('hex')
  .slice(0, 12)}`;

/** A yes-or-no question of the checklist. */
export interface Question {
  /** `Q1:` … how the answer begins. */
  readonly label: string;
  readonly text: string;
  /** `resolved`, `callback`, or the compliance rule it asks about. */
  readonly about: 'resolved' | 'callback' | { readonly rule: string };
}

/** The checklist of a configuration: the outcome, then the compliance rules that have a question. */
export function questionsOf({ compliance }: AnalysisConfig): readonly Question[] {
  const asked = compliance.flatMap(({ rule, question }) =>
    question === null ? [] : [{ text: question, about: { rule } } as const],
  );
  return [
    { text: "Was the customer's matter settled by the end of the call?", about: 'resolved' } as const,
    { text: 'Is somebody to call the customer back?', about: 'callback' } as const,
    ...asked,
  ].map((question, at) => ({ ...question, label: `Q${at + 1}:` }));
}

/**
 * Everything before the transcript: our fixed part, then the client's. The same for every call of a client, and the
 * fixed part for every call of all of them.
 */
export function systemPrompt(config: AnalysisConfig): string {
  return `${REVIEWER_PROMPT}\n\n${clientPart(config)}`;
}

function clientPart(config: AnalysisConfig): string {
  const named = (heading: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`${heading}: ${names.slice(0, NAMES_SHOWN).join('; ')}`];
  return [
    ...named(
      'Topics',
      config.topics.map((rule) => rule.name),
    ),
    ...named(
      'Actions',
      config.actions.map((rule) => rule.action),
    ),
    'Criteria:',
    ...config.rubric.map(({ criterion, guidance }) => `- ${criterion}: ${guidance}`),
    'Rules:',
    ...config.compliance.map(({ rule, kind, severity }) => `- ${rule} (${kind}, ${severity})`),
    'Checklist:',
    ...questionsOf(config).map(({ label, text }) => `${label} ${text}`),
    ...(config.instructions === '' ? [] : ['Further instructions of the client:', config.instructions]),
  ].join('\n');
}
