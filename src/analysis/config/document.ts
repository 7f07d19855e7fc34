import { z } from 'zod';
import { CallmillError } from '../../errors/error.ts';
import { type CRITERIA, SEVERITIES } from '../outputs.ts';
import { gapsOf, phrase } from '../rules/phrase.ts';

/** The newest version of a configuration document that this callmill reads. */
export const CONFIG_VERSION = 1;

/** What one document may hold: a prompt and a rule set of this size still leave room for the call. */
export const LIMITS = {
  bytes: 65_536,
  topics: 100,
  actions: 100,
  rubric: 20,
  compliance: 50,
  categories: 50,
  phrases: 40,
  phraseLength: 120,
  instructions: 2000,
} as const;

const SECTIONS = ['topics', 'actions', 'rubric', 'compliance', 'categories', 'instructions'] as const;
export type Section = (typeof SECTIONS)[number];

/** One line of ours in a prompt: no line break, and nothing that could pass for the transcript's fence. */
const line = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .regex(/^[^<>\p{Cc}]*$/u, 'must be one line without < and >');
const name = line(60);
const rulePhrase = line(LIMITS.phraseLength).refine(readsAsPhrase, 'is no phrase pattern (docs/analysis.md)');
const said = z.array(rulePhrase).max(LIMITS.phrases);
const seconds = z.number().positive().max(86_400);
/** Takes an entry of a lower tier away. */
const off = z.literal(true).optional();

export const TopicEntry = z.strictObject({
  name,
  /** Completes "The customer called about …"; the name when absent. */
  about: line(120).optional(),
  phrases: said.default([]),
  off,
});

export const ActionEntry = z.strictObject({
  name,
  /** Completes "The agent …"; the name when absent. */
  did: line(120).optional(),
  /** Summaries name outcomes first, then procedures; formalities are listed but not summarised. */
  kind: z.enum(['outcome', 'procedure', 'formality']).default('procedure'),
  phrases: said.default([]),
  off,
});

export const RubricEntry = z.strictObject({
  criterion: name,
  /** What earns ten points, for a model. */
  guidance: line(300),
  /** Actions to be heard, for the rules: 1 point with none of them, 10 with all. */
  steps: z.array(name).max(10).default([]),
  /** Share in the quality score. */
  weight: z.number().int().min(0).max(10).default(1),
  off,
});

/** A voice whose role is not known may be either; `service` is the agent or the menu before them. */
const SPEAKERS = ['agent', 'customer', 'service', 'anyone'] as const;

export const ComplianceEntry = z
  .strictObject({
    rule: name,
    /** `required`: must be said; `forbidden`: must not be. */
    kind: z.enum(['required', 'forbidden']),
    severity: z.enum(SEVERITIES),
    by: z.enum(SPEAKERS).default('agent'),
    phrases: said.default([]),
    /** An action of the configuration, whose phrases count as well. */
    action: name.optional(),
    /** Must be said within so many seconds of the beginning. */
    withinSeconds: seconds.optional(),
    /** Judged only in calls in which one of these is said. */
    onlyIf: said.optional(),
    /** For a model: answered with yes or no, yes meaning that it was said. */
    question: line(200).optional(),
    off,
  })
  .refine((entry) => entry.off || entry.phrases.length > 0 || entry.action !== undefined || entry.question, {
    message: 'needs phrases, an action or a question',
  });

/** Conditions on a call; all that are given must hold. */
export const Condition = z
  .strictObject({
    said: said.optional(),
    notSaid: said.optional(),
    by: z.enum(SPEAKERS).default('anyone'),
    /** `said` and `notSaid` look at the first or the last so many seconds only. */
    firstSeconds: seconds.optional(),
    lastSeconds: seconds.optional(),
    topic: name.optional(),
    action: name.optional(),
    /** A compliance rule that was judged and not kept. */
    broken: name.optional(),
    situation: z.enum(['empty', 'voicemail', 'recorded_voice_only', 'one_sided', 'conversation']).optional(),
    sentimentAtMost: z.number().min(-10).max(10).optional(),
    sentimentAtLeast: z.number().min(-10).max(10).optional(),
    silenceShareAtLeast: z.number().min(0).max(1).optional(),
    minutesAtLeast: z.number().min(0).max(1440).optional(),
  })
  .refine(({ by: _, firstSeconds: __, lastSeconds: ___, ...tests }) => Object.keys(tests).length > 0, {
    message: 'tests nothing',
  });

export const CategoryEntry = z.strictObject({ name, when: Condition, off });

/** One document: what a row of `ai_analysis_configs` or the file of `callmill analyse --config` holds. */
export const ConfigDocument = z.strictObject({
  version: z.literal(CONFIG_VERSION),
  topics: section(TopicEntry, LIMITS.topics, (entry) => entry.name),
  actions: section(ActionEntry, LIMITS.actions, (entry) => entry.name),
  rubric: section(RubricEntry, LIMITS.rubric, (entry) => entry.criterion),
  compliance: section(ComplianceEntry, LIMITS.compliance, (entry) => entry.rule),
  categories: section(CategoryEntry, LIMITS.categories, (entry) => entry.name),
  /** Further instructions for a model, in plain words. */
  instructions: z
    .string()
    .trim()
    .max(LIMITS.instructions)
    .regex(/^[^<>]*$/, 'must not contain < and >')
    .default(''),
  /** Sections that begin anew here instead of adding to the tiers below and the built-in entries. */
  replace: z.array(z.enum(SECTIONS)).max(SECTIONS.length).default([]),
});
export type ConfigDocument = z.output<typeof ConfigDocument>;
export type ConfigCriterion = (typeof CRITERIA)[number];

/** Names are compared without regard to case and spaces at the ends. */
export const keyOf = (entryName: string): string => entryName.trim().toLowerCase();

/**
 * Reads one document.
 *
 * @param where named in the message: a file, or a row's tier and key
 * @throws CallmillError analysis_config_invalid naming every problem by its place, never by its value
 */
export function readConfigDocument(json: string, where: string): ConfigDocument {
  if (Buffer.byteLength(json) > LIMITS.bytes) throw invalid(where, [`is larger than ${LIMITS.bytes} bytes`]);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw invalid(where, ['is not JSON']);
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (typeof version === 'number' && version > CONFIG_VERSION) {
    throw invalid(where, [
      `has version ${version}; this callmill reads ${CONFIG_VERSION}: upgrade the workers`,
    ]);
  }
  const parsed = ConfigDocument.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalid(
    where,
    parsed.error.issues
      .slice(0, 20)
      .map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`),
  );
}

export function invalid(where: string, problems: readonly string[]): CallmillError {
  return new CallmillError(
    'analysis_config_invalid',
    `The analysis configuration ${where} is not valid: ${problems.join('; ')}`,
  );
}

function section<Entry extends z.ZodType>(
  entry: Entry,
  most: number,
  nameOf: (value: z.output<Entry>) => string,
) {
  return z
    .array(entry)
    .max(most, `at most ${most} entries`)
    .superRefine((entries, context) => {
      const seen = new Set<string>();
      for (const [at, value] of entries.entries()) {
        const key = keyOf(nameOf(value));
        if (seen.has(key))
          context.addIssue({ code: 'custom', path: [at], message: 'has the name of an earlier entry' });
        seen.add(key);
      }
    })
    .default([]);
}

/** Gaps multiply the places to look at; see phrase.ts. */
function readsAsPhrase(source: string): boolean {
  try {
    return gapsOf(phrase(source)) <= 3;
  } catch {
    return false;
  }
}
