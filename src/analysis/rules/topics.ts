import type { Topic } from '../schema.ts';
import { evidenceOf, findHits, type Hit, type Line } from './lines.ts';
import type { TopicRule } from './topic-rules.ts';

const MAX_TOPICS = 4;
/** A word in passing is no topic: one mention by the agent alone (1) is not enough, one by the customer (2) is. */
const ENOUGH = 2;
const CUSTOMER_WEIGHT = 2;
/** What the customer brings up in their first lines is why they called. */
const OPENING_LINES = 2;
const OPENING_BONUS = 3;

export interface FoundTopic {
  readonly rule: TopicRule;
  readonly weight: number;
  readonly hits: readonly Hit[];
}

/** Topics by weight, strongest first. */
export function findTopics(lines: readonly Line[], rules: readonly TopicRule[]): readonly FoundTopic[] {
  const spoken = lines.filter((line) => line.role !== 'ivr');
  const opening = new Set(spoken.filter((line) => line.role !== 'agent').slice(0, OPENING_LINES));
  return rules
    .map((rule) => {
      const hits = findHits(spoken, rule.patterns);
      return { rule, hits, weight: hits.reduce((sum, hit) => sum + weigh(hit, opening), 0) };
    })
    .filter((topic) => topic.weight >= ENOUGH)
    .sort((one, other) => other.weight - one.weight)
    .slice(0, MAX_TOPICS);
}

/** The stored form. */
export function topicFindings(found: readonly FoundTopic[]): Topic[] {
  return found.map(({ rule, hits }) => ({ name: rule.name, evidence: evidenceOf(customerFirst(hits)) }));
}

function weigh(hit: Hit, opening: ReadonlySet<Line>): number {
  const said = hit.line.role === 'agent' ? 1 : CUSTOMER_WEIGHT;
  return said + (opening.has(hit.line) ? OPENING_BONUS : 0);
}

function customerFirst(hits: readonly Hit[]): readonly Hit[] {
  return hits.toSorted(
    (one, other) => Number(one.line.role === 'agent') - Number(other.line.role === 'agent'),
  );
}
