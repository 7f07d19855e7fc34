import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Severity } from '../outputs.ts';
import type { ActionRule } from '../rules/action-rules.ts';
import type { Phrase } from '../rules/phrase.ts';
import type { TopicRule } from '../rules/topic-rules.ts';
import type { Condition } from './document.ts';

export interface RubricRule {
  readonly criterion: string;
  readonly guidance: string;
  readonly steps: readonly string[];
  readonly weight: number;
}

/** Whose words count; see document.ts. */
export type Speaker = 'agent' | 'customer' | 'service' | 'anyone';

export interface ComplianceRule {
  readonly rule: string;
  readonly kind: 'required' | 'forbidden';
  readonly severity: Severity;
  readonly by: Speaker;
  /** Its own and those of its action. */
  readonly phrases: readonly Phrase[];
  readonly withinMs: number | null;
  readonly onlyIf: readonly Phrase[] | null;
  readonly question: string | null;
}

export interface CategoryRule {
  readonly name: string;
  readonly when: Omit<z.output<typeof Condition>, 'said' | 'notSaid'> & {
    readonly said: readonly Phrase[] | null;
    readonly notSaid: readonly Phrase[] | null;
  };
}

/** What calls are judged by: the tiers of a client merged over the built-in entries, ready for rules and prompts. */
export interface AnalysisConfig {
  readonly topics: readonly TopicRule[];
  readonly actions: readonly ActionRule[];
  readonly rubric: readonly RubricRule[];
  readonly compliance: readonly ComplianceRule[];
  readonly categories: readonly CategoryRule[];
  readonly instructions: string;
  /** SHA-256 of the merged documents, stored beside every analysis. */
  readonly hash: string;
}

/** SHA-256 of a value as JSON with its keys in order: the same configuration always has the same hash. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
