import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { AnalysisTable } from '../../database/schema.ts';
import { clockTime } from '../output.ts';
import { wrap } from './transcript.ts';

const Cited = z.looseObject({
  evidence: z.array(z.looseObject({ segmentKey: z.string(), startMs: z.number() })).default([]),
});
const list = <T extends z.ZodRawShape>(shape: T) => z.array(Cited.extend(shape));
const Topics = list({ name: z.string() });
const Actions = list({ action: z.string() });
const Items = list({ what: z.string(), who: z.string(), byWhen: z.string().nullable() });
const Flags = list({ rule: z.string(), status: z.string(), note: z.string() });
const Coaching = list({ kind: z.string(), note: z.string() });
const Metrics = z.looseObject({
  silenceShare: z.number(),
  speakers: z.array(
    z.looseObject({
      speakerLabel: z.string(),
      speakerRole: z.string(),
      talkShare: z.number(),
      wordsPerMinute: z.number(),
    }),
  ),
});

/** The analysis as a person reads it; every claim with the place in the call it rests on. */
export function renderAnalysis(analysis: Selectable<AnalysisTable>): string {
  const lines = [...wrap(analysis.summary, 86).map((line) => `  ${line}`), ''];
  const fact = (name: string, value: string): void => {
    if (value !== '') lines.push(`  ${name.padEnd(11)} ${value}`);
  };
  const quality = analysis.quality_score === null ? '' : `, quality ${analysis.quality_score} of 100`;
  fact(
    'sentiment',
    `${analysis.sentiment_label.replace('_', ' ')} (${signed(analysis.sentiment_score)})${quality}`,
  );
  fact(
    'topics',
    Topics.parse(JSON.parse(analysis.topics))
      .map((topic) => `${topic.name}${at(topic)}`)
      .join(', '),
  );
  fact(
    'actions',
    Actions.parse(JSON.parse(analysis.agent_actions))
      .map((item) => `${item.action}${at(item)}`)
      .join(', '),
  );
  for (const item of Items.parse(JSON.parse(analysis.action_items))) {
    fact('to do', `${item.who}: ${item.what}${item.byWhen === null ? '' : `, ${item.byWhen}`}${at(item)}`);
  }
  for (const flag of Flags.parse(JSON.parse(analysis.compliance_flags))) {
    fact('compliance', `${flag.rule} ${flag.status}${at(flag)}`);
  }
  for (const note of Coaching.parse(JSON.parse(analysis.coaching)))
    fact('coaching', `${note.note}${at(note)}`);
  fact('talk', talk(analysis.speaker_metrics));
  fact('by', author(analysis));
  return lines.join('\n');
}

/** ` [1:05]`, the first place that supports a claim. */
function at(claim: z.infer<typeof Cited>): string {
  const [first] = claim.evidence;
  return first === undefined ? '' : ` [${clockTime(first.startMs)}]`;
}

function signed(score: number): string {
  return score > 0 ? `+${score}` : String(score);
}

function talk(metrics: string): string {
  const { speakers, silenceShare } = Metrics.parse(JSON.parse(metrics));
  const parts = speakers.map((speaker) => {
    const who = speaker.speakerRole === 'unknown' ? speaker.speakerLabel : speaker.speakerRole;
    return `${who} ${percent(speaker.talkShare)} at ${Math.round(speaker.wordsPerMinute)} words a minute`;
  });
  return [...parts, `silence ${percent(silenceShare)}`].join(', ');
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function author(analysis: Selectable<AnalysisTable>): string {
  if (analysis.evaluator_type === 'rule_based') {
    const why =
      analysis.fallback_reason === null
        ? 'no language model is configured'
        : `the model failed: ${analysis.fallback_reason}`;
    return `rules (${why})`;
  }
  const proof =
    analysis.model_is_generated === 1 ? '; a toy model that proves the path and cannot analyse a call' : '';
  return `${analysis.model_used}, ${analysis.output_tokens} tokens${proof}`;
}
