import { readFileSync } from 'node:fs';
import { isSecondReading } from '../../bench/pii/variants.ts';
import { projectFile } from '../../src/config/project.ts';
import { typesOf } from '../../src/eval/pii/labels.ts';
import type { PiiSummary } from '../../src/eval/pii/summary.ts';
import { descriptions } from '../../src/pii/describe.ts';
import { PII_TYPES, type PiiType } from '../../src/pii/types.ts';

/** What stands above the table; written by hand. */
const INTRODUCTION = 'scripts/docs/pii-introduction.md';

/** The part of it that the table shows. */
interface Measured {
  readonly rules: { readonly written: readonly PiiSummary[] };
  readonly unseen: { readonly written: readonly PiiSummary[] };
}

/** docs/pii.md: every type with its rules, as the registry has them, and its recall as last measured. */
export function piiPage(): string {
  const { rules, unseen } = JSON.parse(
    readFileSync(projectFile('bench/results/pii.json'), 'utf8'),
  ) as Measured;
  const introduction = readFileSync(projectFile(INTRODUCTION), 'utf8').trimEnd();
  const rows = PII_TYPES.flatMap((type) =>
    descriptions()
      .filter((one) => one.type === type)
      .map(({ rule, example, validator }, index) => {
        const recall = [rules, unseen].map(({ written }) =>
          index === 0
            ? recallOf(
                type,
                written.filter(({ corpus }) => !isSecondReading(corpus)),
              )
            : '',
        );
        const cells = [
          index === 0 ? type : '',
          rule,
          validator ?? 'announced or asked for',
          example.written,
          example.spoken,
        ];
        return `| ${[...cells, ...recall].join(' | ')} |`;
      }),
  );
  return [
    introduction,
    '',
    '| type | rule | what is checked | written | spoken | recall, rules alone | recall with pii-ner, texts it never saw |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** Full-coverage recall over the labels that only this type answers, by corpus; and answers that did not leak. */
function recallOf(type: PiiType, all: readonly PiiSummary[]): string {
  const measured = all.flatMap(({ corpus, labels }) =>
    labels
      .filter(({ label, gold, recall }) => typesOf(label)?.[0] === type && gold >= 10 && recall !== null)
      .map(
        ({ gold, recall }) =>
          `${((recall?.value ?? 0) * 100).toFixed(1)} % of ${gold} (${corpus.split('/')[0]})`,
      ),
  );
  const slots: Partial<Record<PiiType, string>> = {
    POSTCODE: 'postcode',
    PERSON: 'name',
    DATE_OF_BIRTH: 'dob',
  };
  const asked = all.flatMap(({ corpus, leaks }) =>
    leaks
      .filter(({ slot }) => slot === slots[type])
      .map(
        ({ answers, leaked }) =>
          `${((1 - (leaked?.value ?? 1)) * 100).toFixed(1)} % of ${answers} when asked (${corpus.split('/')[0]})`,
      ),
  );
  return [...measured, ...asked].join('; ') || '–';
}
