import { ERROR_CODES } from '../../src/errors/codes.ts';

const MEANING = {
  permanent: 'the same input fails the same way: the row is `failed` at once',
  retryable: 'may pass next time: an attempt is spent, the row waits with backoff',
  infrastructure: "not the recording's fault: the attempt is refunded, claiming pauses until it is mended",
} as const;

/** docs/errors.md: every code that can stand in `error_code`, from the table in src/errors/codes.ts. */
export function errorPage(): string {
  const classes = Object.entries(MEANING).map(([name, meaning]) => `- **${name}**: ${meaning}.`);
  const rows = Object.entries(ERROR_CODES).map(
    ([code, { stage, retry, remedy }]) => `| \`${code}\` | ${stage} | ${retry} | ${remedy} |`,
  );
  return [
    '# Error codes',
    '',
    'What `error_code`, `error_stage` and the log can say, and what to do. `callmill status` counts failed rows by code;',
    '`callmill requeue --code CODE` puts them back. Made by `node scripts/update-docs.ts`.',
    '',
    ...classes,
    '',
    'The stage is where the code usually arises; the row names the real one.',
    '',
    '| code | stage | retry | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
