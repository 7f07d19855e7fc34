import type { AnalysisConfig, ComplianceRule } from '../config/config.ts';
import { keyOf } from '../config/document.ts';
import type { Evidence } from '../outputs.ts';
import type { Callback, ComplianceFlag, Findings, Resolution } from '../schema.ts';
import type { PartFindings } from './part-findings.ts';
import { questionsOf } from './system-prompt.ts';

/** From here on a yes is a yes. */
const YES = 0.5;

/** How likely each question's answer is yes, over all parts; null where no part told. */
export interface Checklist {
  readonly resolved: number | null;
  readonly callback: number | null;
  /** By the rule's key. */
  readonly rules: ReadonlyMap<string, number | null>;
}

/** The end of the call settles the matter, so its last part does; anything else may be said in any part. */
export function checklistOf(config: AnalysisConfig, parts: readonly PartFindings[]): Checklist {
  const rules = new Map<string, number | null>();
  let resolved: number | null = null;
  let callback: number | null = null;
  for (const [at, { about }] of questionsOf(config).entries()) {
    const yes = parts.map((part) => part.yes[at] ?? null);
    if (about === 'resolved') resolved = yes.at(-1) ?? null;
    else if (about === 'callback') callback = highest(yes);
    else rules.set(keyOf(about.rule), highest(yes));
  }
  return { resolved, callback, rules };
}

/** The model's yes or no where a turn proves it, the rules' reading where they found the turn, else unclear. */
export function resolutionOf(
  yes: number | null,
  parts: readonly PartFindings[],
  byRules: Resolution,
): Resolution {
  if (yes === null) return byRules;
  const status = yes >= YES ? 'resolved' : 'unresolved';
  const ending = parts.at(-1)?.ending ?? null;
  if (ending !== null) return { status, source: 'model', probability: yes, evidence: [ending] };
  if (byRules.status === status) return { ...byRules, probability: yes };
  return { status: 'unclear', source: 'model', probability: yes, evidence: [] };
}

/** A turn that promises a call back outweighs a model that overlooked it. */
export function callbackOf(yes: number | null, parts: readonly PartFindings[], byRules: Callback): Callback {
  if (byRules.needed || yes === null) return { ...byRules, probability: yes };
  const evidence = parts.flatMap((part) => part.callback ?? []).slice(-1);
  const needed = yes >= YES && evidence.length > 0;
  return { needed, source: 'model', probability: yes, evidence: needed ? evidence : [] };
}

/**
 * Presence and absence of configured rules: by a phrase that was heard, by a turn that the model cited, else absent.
 * What the model believes was said but cannot cite is no finding. Then what it found besides the configured rules.
 */
export function complianceOf(
  config: AnalysisConfig,
  checklist: Checklist,
  joined: Findings['complianceFlags'],
  byRules: Findings['complianceFlags'],
): Findings['complianceFlags'] {
  const cited = new Map(joined.map((flag) => [keyOf(flag.rule), flag]));
  const configured = new Set(config.compliance.map((rule) => keyOf(rule.rule)));
  const heard = new Map(byRules.map((flag) => [keyOf(flag.rule), flag]));
  const judged = config.compliance.flatMap((rule) => {
    const key = keyOf(rule.rule);
    const own = heard.get(key);
    const verdict = judge(rule, own, cited.get(key)?.evidence ?? [], checklist.rules.get(key) ?? null);
    return verdict === null ? [] : [verdict];
  });
  const others = byRules.filter((flag) => !configured.has(keyOf(flag.rule)));
  const free = joined.filter((flag) => !configured.has(keyOf(flag.rule)));
  return [...judged, ...others, ...free].slice(0, 60);
}

function judge(
  rule: ComplianceRule,
  heard: ComplianceFlag | undefined,
  evidence: Evidence[],
  yes: number | null,
): ComplianceFlag | null {
  if (heard !== undefined && heard.status !== 'absent') return { ...heard, probability: yes };
  const believed = yes === null || yes >= YES;
  const base = { rule: rule.rule, source: 'model', probability: yes } as const;
  // A rule with a time limit is a matter of clocks: only the phrases can say when.
  if (evidence.length > 0 && believed && rule.withinMs === null) {
    return rule.kind === 'required'
      ? { ...base, status: 'present', severity: 'info', note: `Heard: ${rule.rule}.`, evidence }
      : {
          ...base,
          status: 'violation',
          severity: rule.severity,
          note: `Heard against the rule: ${rule.rule}.`,
          evidence,
        };
  }
  if (heard !== undefined) return { ...heard, probability: yes };
  // Rules with phrases that were not judged had no occasion.
  if (rule.kind === 'forbidden' || rule.phrases.length > 0 || yes === null || yes >= YES) return null;
  return {
    ...base,
    status: 'absent',
    severity: rule.severity,
    note: `Not heard: ${rule.rule}.`,
    evidence: [],
  };
}

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
