import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { coerceError } from '../../errors/coerce.ts';
import { CallmillError } from '../../errors/error.ts';
import type { SpansBySegment } from '../../pii/classifier.ts';
import { type PiiDocument, parseDocument } from '../../pii/documents/document.ts';
import { classifyDocument, inspect } from '../../pii/documents/inspect.ts';
import { jsonLines } from '../../pii/documents/json-lines.ts';
import { redactDocument } from '../../pii/documents/redact-document.ts';
import type { PiiPolicy } from '../../pii/policy.ts';
import type { CliContext } from '../context.ts';
import { openEntities } from '../open-entities.ts';
import { readPolicy } from '../read-policy.ts';

const FORMS = `
Each line of the input is one object: {"id", "text"}, {"id", "turns": [{"speaker", "text"}]} or
{"id", "words": [{"w", "start", "end", "speaker"}]} with times in milliseconds, optionally with "asked" (card, cvv,
expiry, pin, last4, ssn, dob, name, spelling, address, postcode, email, phone, account, policy, reference, password)
and "previous" (what the other speaker had just said).
A line that cannot be read gives {"line", "error"} in its place; the rest goes on, and the command exits 1.`;

interface Options {
  readonly input: string;
  readonly output?: string;
  readonly policy?: string;
}

/** `callmill pii`: the rules of redaction on text, without a recording or a database. */
export function registerPii(program: Command, context: CliContext): void {
  const pii = program
    .command('pii')
    .description('Find or redact personal data in text, one JSON object a line.');
  lineCommand(pii, 'detect', 'Say where personal data is: type, place in code points, score and rule.')
    .addHelpText('after', '\nExample:\n  callmill pii detect --input calls.jsonl --output found.jsonl')
    .action((options: Options) =>
      convert(context, options, (document, policy, classified) => ({
        id: document.id,
        entities: inspect(document, policy, classified),
      })),
    );
  lineCommand(pii, 'redact', 'Write the text with marks instead of personal data.')
    .addHelpText('after', '\nExample:\n  callmill pii redact --input calls.jsonl --policy policy.json')
    .action((options: Options) =>
      convert(context, options, (document, policy, classified) =>
        redactDocument(document, policy, {}, classified),
      ),
    );
}

function lineCommand(pii: Command, name: string, description: string): Command {
  return pii
    .command(name)
    .description(description)
    .requiredOption('--input <file>', 'JSON lines to read; - is standard input')
    .option('--output <file>', 'file to write; standard output without it')
    .option('--policy <file>', 'redaction policy as JSON; everything is redacted without it')
    .addHelpText('after', FORMS);
}

/** One object out for each line in, in their order. @throws CallmillError document_invalid when a line failed */
async function convert(
  context: CliContext,
  { input, output, policy: policyFile }: Options,
  work: (document: PiiDocument, policy: PiiPolicy, classified: SpansBySegment) => object,
): Promise<void> {
  const policy = await readPolicy(policyFile);
  await using entities = await openEntities(context.config());
  const { classifier } = entities;
  const out = output === undefined ? context.out : createWriteStream(output);
  let lines = 0;
  let failed = 0;
  for await (const { number, text } of jsonLines(input)) {
    context.signal.throwIfAborted();
    lines += 1;
    let answer: object;
    try {
      const document = parseDocument(text);
      answer = work(document, policy, await classifyDocument(document, classifier, context.signal));
    } catch (thrown) {
      const { code, message } = coerceError(thrown, 'redact');
      failed += 1;
      answer = { line: number, error: { code, message } };
    }
    if (!out.write(`${JSON.stringify(answer)}\n`)) await once(out, 'drain', { signal: context.signal });
  }
  if (output !== undefined) {
    out.end();
    await finished(out);
  }
  if (failed > 0) throw new CallmillError('document_invalid', `${failed} of ${lines} lines failed`);
}
