import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { type Measured, measureCorpora } from '../../eval/pii/measure.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { openEntities } from '../open-entities.ts';
import { print, printJson } from '../output.ts';
import { readPolicy } from '../read-policy.ts';
import { renderPiiSummary } from '../render/pii-evaluation.ts';

interface Options {
  readonly corpus: string;
  readonly policy?: string;
  readonly worst: number;
  readonly seed: number;
  readonly json?: true;
}

/** `callmill eval pii`: the rules of redaction against labelled text. */
export function registerEvalPii(group: Command, context: CliContext): void {
  group
    .command('pii')
    .description(
      'Measure redaction on labelled text: JSON lines {"id", "text", "entities": [{start, end, label}]}.',
    )
    .requiredOption('--corpus <path>', 'a file, or a folder whose *.jsonl files are measured one by one')
    .option('--policy <file>', 'redaction policy as JSON')
    .option('--worst <count>', 'texts with the most misses to name', wholeNumber, 5)
    .option('--seed <number>', 'of the intervals', wholeNumber, 1)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nLines are labelled texts or whole calls: docs/pii.md.\n\nExample:\n  callmill eval pii --corpus corpora/pii --json',
    )
    .action(async ({ corpus, policy: file, worst, seed, json }: Options) => {
      const policy = await readPolicy(file);
      await using entities = await openEntities(context.config());
      const { classifier } = entities;
      const measured: Measured[] = [];
      for await (const one of measureCorpora(corpus, policy, { worst, seed, classifier })) {
        context.signal.throwIfAborted();
        measured.push(one);
        if (json !== true) print(context, renderPiiSummary(one));
      }
      if (measured.length === 0) throw new CallmillError('not_found', 'No labelled text was found');
      if (json === true) printJson(context, measured);
    });
}
