import { z } from 'zod';
import { ANALYSIS_COLUMNS, type AnalysisColumn } from '../../src/analysis/columns.ts';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import { answerSchema } from '../../src/analysis/llm/answer-schema.ts';
import { SCHEMA_VERSION } from '../../src/analysis/schema.ts';

interface Json {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Json[];
  readonly items?: Json;
  readonly properties?: Readonly<Record<string, Json>>;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** docs/analysis-schema.md: every column of an analysis, what its JSON holds, and what a model is asked for. */
export function analysisSchemaPage(): string {
  const rows = ANALYSIS_COLUMNS.map(
    ({ column, cast, schema, help }) =>
      `| \`${column}\` | ${cast} | ${cast === 'array' ? `[below](#${column})` : typeOf(jsonOf(schema))} | ${help} |`,
  );
  const details = ANALYSIS_COLUMNS.filter(({ cast }) => cast === 'array').flatMap(section);
  return [
    `# Fields of an analysis, schema version ${SCHEMA_VERSION}`,
    '',
    'The columns of `ai_call_analyses`, made by `node scripts/update-docs.ts` from `src/analysis/outputs.ts` and',
    '`schema.ts`; the casts of the Eloquent model are made from the same list. A row with a higher `schema_version` comes',
    'from a newer callmill and is refused with `schema_unknown`. Rows of version 1 lack the columns that may be null.',
    '',
    '| column | cast | type | holds |',
    '|---|---|---|---|',
    ...rows,
    '',
    ...details,
    '## What a language model is asked for',
    '',
    'The same fields with a citation before each claim, within what the grammar enforces: every key required, integers as',
    'a list of values, every text and list bounded. Criteria are those of the client; these are the built-in ones.',
    '',
    ...fieldTable(answerSchema(BUILT_IN_CONFIG).json as Json),
    '',
  ].join('\n');
}

/** The `$casts` of the Eloquent model, between its brackets. */
export function withCasts(php: string): string {
  const block = /(protected \$casts = \[\n)[\s\S]*?(\n {4}\];)/;
  if (!block.test(php)) throw new Error('Analysis.php has lost its $casts');
  const casts = ANALYSIS_COLUMNS.filter(({ cast }) => cast !== 'string').map(
    ({ column, cast }) => `        '${column}' => '${cast}',`,
  );
  const own = ["        'speaker_metrics' => 'array',", "        'created_at' => UtcTime::class,"];
  return php.replace(
    block,
    (_, begin: string, end: string) => `${begin}${[...casts, ...own].join('\n')}${end}`,
  );
}

function section({ column, schema, help }: AnalysisColumn): string[] {
  const json = jsonOf(schema);
  const entry = json.items ?? json;
  const many = json.type === 'array' ? [`${listOf(json)} of:`, ''] : [];
  return [`## ${column}`, '', help, '', ...many, ...fieldTable(entry), ''];
}

function fieldTable(json: Json, prefix = ''): string[] {
  const head = prefix === '' ? ['| field | type |', '|---|---|'] : [];
  const rows = Object.entries(json.properties ?? {}).flatMap(([name, field]) => {
    const inner = field.items?.properties === undefined ? field : field.items;
    const own = `| \`${prefix}${name}\` | ${typeOf(field)} |`;
    return inner.properties === undefined
      ? [own]
      : [own, ...fieldTable(inner, `${prefix}${name}${field.type === 'array' ? '[]' : ''}.`)];
  });
  return [...head, ...rows];
}

function typeOf(json: Json): string {
  if (json.anyOf !== undefined) return json.anyOf.map(typeOf).join(' or ');
  if (json.const !== undefined) return `\`${String(json.const)}\``;
  if (json.enum !== undefined) return valuesOf(json.enum);
  if (json.type === 'array') return listOf(json);
  if (json.type === 'string')
    return json.maxLength === undefined ? 'text' : `text, at most ${json.maxLength} characters`;
  if (json.type === 'integer' || json.type === 'number') {
    const kind = json.type === 'integer' ? 'whole number' : 'number';
    const low = json.minimum;
    // zod writes the largest safe integer where there is no upper bound.
    const high = json.maximum === undefined || json.maximum > 2 ** 50 ? undefined : json.maximum;
    if (low === undefined) return kind;
    return high === undefined ? `${kind}, ${low} or more` : `${kind}, ${low} to ${high}`;
  }
  return (typeof json.type === 'object' ? json.type : [String(json.type)])
    .join(' or ')
    .replace('string', 'text');
}

function listOf(json: Json): string {
  const most = json.maxItems === undefined ? '' : `, at most ${json.maxItems} entries`;
  const least = (json.minItems ?? 0) === 0 ? '' : `, at least ${json.minItems}`;
  return `list${least}${most}`;
}

/** A run of whole numbers by its ends. */
function valuesOf(values: readonly unknown[]): string {
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length === values.length && numbers.length > 2) {
    return `whole number, ${Math.min(...numbers)} to ${Math.max(...numbers)}`;
  }
  return values.map((value) => `\`${String(value)}\``).join(', ');
}

function jsonOf(schema: z.ZodType): Json {
  return z.toJSONSchema(schema, { target: 'draft-7' }) as Json;
}
