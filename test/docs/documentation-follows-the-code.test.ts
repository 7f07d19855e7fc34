import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { analysisSchemaPage, withCasts } from '../../scripts/docs/analysis-schema.ts';
import { withConfigurationTable } from '../../scripts/docs/configuration.ts';
import { errorPage } from '../../scripts/docs/errors.ts';
import { piiPage } from '../../scripts/docs/pii.ts';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import { processContext } from '../../src/cli/context.ts';
import { projectFile } from '../../src/config/project.ts';

const readme = readFileSync(projectFile('README.md'), 'utf8');
const program = new Command('callmill');
for (const register of COMMANDS) register(program, processContext(new AbortController().signal));

describe('the README', () => {
  it('has the configuration table of the schema (node scripts/update-docs.ts)', () => {
    expect(withConfigurationTable(readme)).toBe(readme);
  });

  it('names every command', () => {
    expect(
      program.commands
        .map((command) => command.name())
        .filter((name) => !readme.includes(`\`callmill ${name}`)),
    ).toEqual([]);
  });

  it('links to nothing that is not there', () => {
    const links = [...readme.matchAll(/\]\((?!http|#)([^)#]+)/g)].map((match) => match[1] ?? '');
    expect(links.filter((link) => !existsSync(projectFile(link)))).toEqual([]);
  });
});

it('docs/errors.md lists the codes as they are (node scripts/update-docs.ts)', () => {
  expect(readFileSync(projectFile('docs/errors.md'), 'utf8')).toBe(errorPage());
});

it('docs/analysis-schema.md has the fields as they are (node scripts/update-docs.ts)', () => {
  expect(readFileSync(projectFile('docs/analysis-schema.md'), 'utf8')).toBe(analysisSchemaPage());
});

it('the Eloquent model casts the columns as they are (node scripts/update-docs.ts)', () => {
  const model = readFileSync(projectFile('examples/laravel/app/Models/Analysis.php'), 'utf8');
  expect(withCasts(model)).toBe(model);
});

it('docs/pii.md has the rules as they are and the recall last measured (node scripts/update-docs.ts)', () => {
  expect(readFileSync(projectFile('docs/pii.md'), 'utf8')).toBe(piiPage());
});

describe('every command', () => {
  const all = program.commands.flatMap((command) =>
    command.commands.length === 0 ? [command] : command.commands,
  );
  it.each(all.map((command) => [command.name(), command] as const))(
    '%s has help with an example',
    (_, command) => {
      let help = '';
      command
        .configureOutput({
          writeOut: (text) => {
            help += text;
          },
        })
        .outputHelp();
      expect(help).toMatch(/Examples?:\n\s+\S*.*callmill /);
    },
  );
});
