import type { CategoryRule } from '../config/config.ts';
import { keyOf } from '../config/document.ts';
import type { CallCategory, ComplianceFlag } from '../schema.ts';
import { hitsOf } from './actions.ts';
import type { Facts } from './facts.ts';
import { bySpeaker, evidenceOf, findHits, type Line } from './lines.ts';
import type { Situation } from './situation.ts';
import type { FoundTopic } from './topics.ts';

/** What categories are judged from. */
export interface CategoryFacts {
  readonly facts: Facts;
  readonly situation: Situation;
  readonly topics: readonly FoundTopic[];
  readonly flags: readonly ComplianceFlag[];
  readonly sentimentScore: number;
}

type Evidence = CallCategory['evidence'];
/** Null: the condition does not hold. Otherwise what it can quote, which for an absence or a figure is nothing. */
type Verdict = Evidence | null;
type When = CategoryRule['when'];

/** The categories whose conditions all hold, in the order of the configuration. */
export function findCategories(rules: readonly CategoryRule[], call: CategoryFacts): CallCategory[] {
  return rules.flatMap(({ name, when }) => {
    const verdicts = [...spoken(when, call), ...found(when, call), ...measured(when, call)];
    if (verdicts.includes(null)) return [];
    return [{ name, evidence: verdicts.flatMap((verdict) => verdict ?? []).slice(0, 3) }];
  });
}

function spoken({ said, notSaid, ...when }: When, { facts }: CategoryFacts): Verdict[] {
  const lines = within(when, facts);
  const verdicts: Verdict[] = [];
  if (said !== null) verdicts.push(heard(evidenceOf(findHits(lines, said))));
  if (notSaid !== null) {
    // Nothing was left unsaid where nobody spoke.
    const silent = facts.lines.length === 0 || findHits(lines, notSaid).length > 0;
    verdicts.push(silent ? null : []);
  }
  return verdicts;
}

function found({ topic, action, broken }: When, { facts, topics, flags }: CategoryFacts): Verdict[] {
  const verdicts: Verdict[] = [];
  if (topic !== undefined) {
    const hits = topics.find((item) => keyOf(item.rule.name) === keyOf(topic))?.hits ?? [];
    verdicts.push(heard(evidenceOf(hits)));
  }
  if (action !== undefined) verdicts.push(heard(evidenceOf(hitsOf(facts.actions, action))));
  if (broken !== undefined) {
    const flag = flags.find((item) => keyOf(item.rule) === keyOf(broken) && item.status !== 'present');
    verdicts.push(flag === undefined ? null : flag.evidence);
  }
  return verdicts;
}

function measured(when: When, { facts, situation, sentimentScore }: CategoryFacts): Verdict[] {
  const holds = [
    when.situation === undefined || situation === when.situation,
    sentimentScore <= (when.sentimentAtMost ?? 10),
    sentimentScore >= (when.sentimentAtLeast ?? -10),
    !(facts.figures.silenceShare < (when.silenceShareAtLeast ?? 0)),
    facts.durationMs >= (when.minutesAtLeast ?? 0) * 60_000,
  ];
  return holds.map((held) => (held ? [] : null));
}

function within(
  { by, firstSeconds, lastSeconds }: Omit<When, 'said' | 'notSaid'>,
  facts: Facts,
): readonly Line[] {
  const from = lastSeconds === undefined ? 0 : facts.durationMs - lastSeconds * 1000;
  const to = firstSeconds === undefined ? Number.POSITIVE_INFINITY : firstSeconds * 1000;
  return bySpeaker(facts.lines, by).filter(
    ({ segment }) => !(segment.endMs < from) && !(segment.startMs > to),
  );
}

function heard(evidence: Evidence): Verdict {
  return evidence.length > 0 ? evidence : null;
}
