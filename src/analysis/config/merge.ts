import { ACTION_RULES, type ActionRule } from '../rules/action-rules.ts';
import { phrases } from '../rules/phrase.ts';
import { TOPIC_RULES, type TopicRule } from '../rules/topic-rules.ts';
import { BUILT_IN } from './built-in.ts';
import { type AnalysisConfig, type CategoryRule, type ComplianceRule, hashOf } from './config.ts';
import { ConfigDocument, invalid, keyOf, LIMITS, type Section } from './document.ts';

/** Lowest first: what a higher tier says of the same name replaces what a lower one said. */
export const TIERS = ['global', 'campaign', 'direction', 'client'] as const;
export type Tier = (typeof TIERS)[number];

const BASE = ConfigDocument.parse({ version: 1, ...BUILT_IN });

/**
 * Merges documents, lowest tier first, over the built-in entries. Entries keep the place of their name's first mention;
 * new ones follow. Instructions are joined in the same order.
 *
 * @throws CallmillError analysis_config_invalid when the whole is larger than one document may be, or names an action,
 *   a topic or a rule that no tier has
 */
export function mergeConfig(documents: readonly ConfigDocument[]): AnalysisConfig {
  const topics = layered<TopicRule & Named>(
    'topics',
    TOPIC_RULES.map((rule) => ({ ...rule, key: keyOf(rule.name) })),
    documents.map(({ topics: own, replace }) => ({
      replace,
      entries: own.map(({ name, about, phrases: said, off }) => ({
        key: keyOf(name),
        off,
        name,
        about: about ?? name,
        patterns: phrases(...said),
      })),
    })),
  );
  const actions = layered<ActionRule & Named>(
    'actions',
    ACTION_RULES.map((rule) => ({ ...rule, key: keyOf(rule.action) })),
    documents.map(({ actions: own, replace }) => ({
      replace,
      entries: own.map(({ name, did, kind, phrases: said, off }) => ({
        key: keyOf(name),
        off,
        action: name,
        did: did ?? name,
        kind,
        patterns: phrases(...said),
      })),
    })),
  );
  const rubric = entriesOf(documents, 'rubric', (entry) => entry.criterion);
  const complianceEntries = entriesOf(documents, 'compliance', (entry) => entry.rule);
  const categoryEntries = entriesOf(documents, 'categories', (entry) => entry.name);
  const instructions = instructionsOf(documents);

  const actionsByKey = new Map(actions.map((rule) => [rule.key, rule]));
  const problems = new Set<string>();
  for (const { steps } of rubric) {
    for (const step of steps)
      if (!actionsByKey.has(keyOf(step))) problems.add('a step of the rubric names no action');
  }
  // A built-in entry goes with what it was built on; a client's own says something that does not hold.
  const compliance = complianceEntries.flatMap((entry): ComplianceRule[] => {
    const action = entry.action === undefined ? undefined : actionsByKey.get(keyOf(entry.action));
    if (entry.action !== undefined && action === undefined) {
      if (!BASE.compliance.includes(entry)) problems.add('a compliance rule names no action');
      if (entry.phrases.length === 0) return [];
    }
    return [
      {
        rule: entry.rule,
        kind: entry.kind,
        severity: entry.severity,
        by: entry.by,
        phrases: [...(action?.patterns ?? []), ...phrases(...entry.phrases)],
        withinMs: entry.withinSeconds === undefined ? null : entry.withinSeconds * 1000,
        onlyIf: entry.onlyIf === undefined ? null : phrases(...entry.onlyIf),
        question: entry.question ?? null,
      },
    ];
  });
  const topicKeys = new Set(topics.map((rule) => rule.key));
  const ruleKeys = new Set(compliance.map((entry) => keyOf(entry.rule)));
  const holds = ({ topic, action, broken }: (typeof categoryEntries)[number]['when']) =>
    (topic === undefined || topicKeys.has(keyOf(topic))) &&
    (action === undefined || actionsByKey.has(keyOf(action))) &&
    (broken === undefined || ruleKeys.has(keyOf(broken)));
  const categories = categoryEntries.filter((entry) => {
    const kept = holds(entry.when);
    if (!kept && !BASE.categories.includes(entry)) problems.add('a category names no topic, action or rule');
    return kept;
  });
  if (problems.size > 0) throw invalid('as merged', [...problems]);
  return {
    topics,
    actions,
    rubric,
    compliance,
    categories: categories.map(
      ({ name, when }): CategoryRule => ({
        name,
        when: {
          ...when,
          said: when.said === undefined ? null : phrases(...when.said),
          notSaid: when.notSaid === undefined ? null : phrases(...when.notSaid),
        },
      }),
    ),
    instructions,
    hash: hashOf({ documents, rules: RULES_REVISION }),
  };
}

/** Raised with the built-in entries, so that their change shows in the stored hash. */
const RULES_REVISION = 2;

interface Named {
  readonly key: string;
  readonly off?: true | undefined;
}

interface Layer<Entry> {
  readonly replace: readonly Section[];
  readonly entries: readonly Entry[];
}

function layered<Entry extends Named>(
  section: Exclude<Section, 'instructions'>,
  base: readonly Entry[],
  layers: readonly Layer<Entry>[],
): Entry[] {
  const merged = new Map(base.map((entry) => [entry.key, entry]));
  for (const { replace, entries } of layers) {
    if (replace.includes(section)) merged.clear();
    for (const entry of entries) {
      if (entry.off === true) merged.delete(entry.key);
      else merged.set(entry.key, entry);
    }
  }
  if (merged.size > LIMITS[section] + base.length) {
    throw invalid('as merged', [`${section} has more than ${LIMITS[section]} entries of the client's own`]);
  }
  return [...merged.values()];
}

function entriesOf<const S extends 'rubric' | 'compliance' | 'categories'>(
  documents: readonly ConfigDocument[],
  section: S,
  nameOf: (entry: ConfigDocument[S][number]) => string,
): ConfigDocument[S][number][] {
  const keyed = (document: ConfigDocument) =>
    document[section].map((entry) => ({ key: keyOf(nameOf(entry)), off: entry.off, entry }));
  return layered(
    section,
    keyed(BASE),
    documents.map((document) => ({ replace: document.replace, entries: keyed(document) })),
  ).map(({ entry }) => entry);
}

function instructionsOf(documents: readonly ConfigDocument[]): string {
  let parts: string[] = [];
  for (const { replace, instructions } of documents) {
    if (replace.includes('instructions')) parts = [];
    if (instructions !== '') parts.push(instructions);
  }
  const joined = parts.join('\n');
  if (joined.length > LIMITS.instructions) {
    throw invalid('as merged', [`its instructions have more than ${LIMITS.instructions} characters`]);
  }
  return joined;
}

/** The built-in entries alone. */
export const BUILT_IN_CONFIG: AnalysisConfig = mergeConfig([]);
