import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntitiesClient } from '../../src/inference/entities-client.ts';
import type { PiiDocument } from '../../src/pii/documents/document.ts';
import { classifyDocument } from '../../src/pii/documents/inspect.ts';
import { redactDocument } from '../../src/pii/documents/redact-document.ts';
import type { PiiPolicy } from '../../src/pii/policy.ts';

/** Words a second of one core, by processor time. */
export interface Speed {
  readonly calls: number;
  readonly words: number;
  /** Detection, marks and the last look over the result. */
  readonly rules: number;
  /** The classifier's process alone. */
  readonly classifier: number;
  /** Both processes together, what passes between them included. */
  readonly whole: number;
}

/** Rounds over all calls; the first warms up and is not counted. */
const ROUNDS = 4;

interface Line {
  readonly text: string;
  readonly speaker: string;
  readonly file: string;
}

/**
 * Redacts whole calls as the fleet does: one request to the classifier a call, then the rules.
 * @param folder with earnings21, whose turns are put together to calls again
 */
export async function measureSpeed(
  folder: string,
  policy: PiiPolicy,
  classifier: EntitiesClient,
): Promise<Speed> {
  const calls = readCalls(join(folder, 'earnings21/reference_turns.jsonl'));
  const words = calls
    .flatMap(({ turns }) => turns)
    .reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
  const spent = { rules: 0, own: 0, child: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const call of calls) {
      const [began, childBegan] = [ownSeconds(), childSeconds(classifier.pid)];
      const classified = await classifyDocument(call, classifier);
      const read = ownSeconds();
      redactDocument(call, policy, {}, classified);
      if (round === 0) continue;
      const ended = ownSeconds();
      spent.rules += ended - read;
      spent.own += ended - began;
      spent.child += childSeconds(classifier.pid) - childBegan;
    }
  }
  const counted = words * (ROUNDS - 1);
  return {
    calls: calls.length,
    words,
    rules: counted / spent.rules,
    classifier: counted / spent.child,
    whole: counted / (spent.own + spent.child),
  };
}

function readCalls(path: string): PiiDocument[] {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  return [...Map.groupBy(lines, ({ file }) => file)].map(([id, turns]) => ({
    id,
    form: 'turns',
    turns: turns.map(({ speaker, text }) => ({ speaker, text })),
    words: [],
    asked: [],
    previous: '',
  }));
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** What a process has used of the processor, all of its threads. */
function childSeconds(pid: number | undefined): number {
  if (pid === undefined) return 0;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in brackets may hold anything, hence the look after its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
