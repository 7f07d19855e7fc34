import { segmentText } from '../../transcript/segment.ts';
import { quoteWords } from '../evidence.ts';
import type { Evidence } from '../outputs.ts';
import type { ActionItem } from '../schema.ts';
import { sentimentLabel } from '../scores.ts';
import { actionFindings, type FoundAction, hitsOf } from './actions.ts';
import type { Facts } from './facts.ts';
import type { Line } from './lines.ts';
import { readable } from './readable.ts';
import { feelingOf } from './sentiment.ts';
import type { Situation } from './situation.ts';
import { type FoundTopic, topicFindings } from './topics.ts';

const MAX_ACTIONS = 4;
const MAX_QUOTE = 220;
/** A line longer than this says no more about the matter, only longer. */
const ENOUGH_WORDS = 25;
const COMMON = new Set(
  'i you he she it we they a an the this that these those and or but so if of to in on at for with from by is are was were be been am do does did have has had will would can could not no yes yeah okay ok um uh oh well just like my your me him her us them hello hi please thank thanks there here what when where how who which about as it up out get got know think want need'.split(
    ' ',
  ),
);

export interface SummaryParts {
  readonly situation: Situation;
  readonly facts: Facts;
  readonly topics: readonly FoundTopic[];
  readonly actionItems: readonly ActionItem[];
  readonly sentimentScore: number;
}

/** What was written, and the turns it rests on. */
export interface Summary {
  readonly text: string;
  readonly evidence: Evidence[];
}

/** Two to five sentences a quality manager can use: why, what was done, what is open, how it felt, in their words. */
export function summarise(parts: SummaryParts): Summary {
  const { situation, facts, topics } = parts;
  if (situation === 'empty') return { text: 'No speech was transcribed.', evidence: [] };
  if (situation === 'recorded_voice_only') {
    return { text: 'Only a recorded voice was heard; nobody took the call.', evidence: [] };
  }
  const line = keyLine(facts.lines, topics);
  const quote = line === undefined ? '' : quoted(line);
  const evidence = [...topicFindings(topics.slice(0, 2)), ...actionFindings(telling(facts))]
    .flatMap((claim) => claim.evidence.slice(0, 1))
    .concat(parts.actionItems.slice(0, 1).flatMap((item) => item.evidence))
    .concat(line === undefined ? [] : (quoteWords(line.segment, 0, line.segment.words.length - 1) ?? []))
    .slice(0, 8);
  if (situation === 'voicemail') return { text: join(['The call reached a voicemail.', quote]), evidence };
  const oneSided = situation === 'one_sided' ? 'Only one voice was heard.' : '';
  const sentences = [oneSided, why(parts), done(facts), open(parts.actionItems), felt(parts), quote];
  return { text: join(sentences).slice(0, 2000), evidence };
}

function why({ facts, topics }: SummaryParts): string {
  const abouts = topics.slice(0, 2).map((topic) => topic.rule.about);
  if (abouts.length === 0) return 'No known topic was recognised.';
  const inbound =
    facts.lines.some((line) => line.role === 'customer') && hitsOf(facts.actions, 'offered help').length > 0;
  return `${inbound ? 'The customer called about' : 'The call was about'} ${abouts.join(' and ')}.`;
}

/** Outcomes before procedure when there is not room for all; told in the order they happened. */
function telling({ actions }: Facts): readonly FoundAction[] {
  const chosen = [
    ...actions.filter((found) => found.rule.kind === 'outcome'),
    ...actions.filter((found) => found.rule.kind === 'procedure'),
  ].slice(0, MAX_ACTIONS);
  return actions.filter((found) => chosen.includes(found));
}

function done(facts: Facts): string {
  const did = telling(facts).map((found) => found.rule.did);
  return did.length === 0 ? '' : `The agent ${listed(did)}.`;
}

function open(items: readonly ActionItem[]): string {
  const item = items.find((candidate) => candidate.who === 'agent') ?? items[0];
  if (item === undefined) return '';
  return `Left to do (${item.who}): "${readable(item.what)}".`;
}

function felt({ facts, sentimentScore }: SummaryParts): string {
  const { customerAtStart: start, customerAtEnd: end } = facts;
  if (!facts.lines.some((line) => line.role === 'customer')) return '';
  if (start !== null && end !== null && Math.abs(end - start) >= 3) {
    return `The customer sounded ${mood(start)} at first and ${mood(end)} at the end.`;
  }
  return `The customer sounded ${mood(sentimentScore)} overall.`;
}

function mood(score: number): string {
  return sentimentLabel(score).replace('_', ' ');
}

/** The line that says most: words of the topics first, then content words, then feeling. */
function keyLine(lines: readonly Line[], topics: readonly FoundTopic[]): Line | undefined {
  const customer = lines.filter((line) => line.role !== 'agent' && line.role !== 'ivr');
  const free = (customer.length > 0 ? customer : lines).filter((line) => line.withheld.length === 0);
  const onTopic = new Set(topics.slice(0, 2).flatMap((topic) => topic.hits.map((hit) => hit.line)));
  let best: Line | undefined;
  let bestScore = 0;
  for (const line of free) {
    const score = informativeness(line) + (onTopic.has(line) ? 8 : 0);
    if (score > bestScore) [best, bestScore] = [line, score];
  }
  return best;
}

function quoted(best: Line): string {
  const text = readable(segmentText(best.segment)).replaceAll('"', "'");
  const cut = text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE).replace(/\s\S*$/, '')} …` : text;
  const who = best.role === 'customer' ? "In the customer's words" : 'Key line';
  return `${who}: "${cut}" (${best.segment.key}).`;
}

function informativeness(line: Line): number {
  const content = new Set(line.tokens.map((token) => token.text).filter((text) => !COMMON.has(text)));
  const feeling = feelingOf(line.tokens);
  return Math.min(content.size, ENOUGH_WORDS) + Math.min(feeling.positive + feeling.negative, 4);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
