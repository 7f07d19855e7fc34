import { readFileSync, writeFileSync } from 'node:fs';
import { projectFile } from '../src/config/project.ts';
import { withConfigurationTable } from './docs/configuration.ts';
import { errorPage } from './docs/errors.ts';
import { piiPage } from './docs/pii.ts';

/** Writes what the documentation takes from the code: `node scripts/update-docs.ts`. A test fails when it is stale. */
const readme = projectFile('README.md');
writeFileSync(readme, withConfigurationTable(readFileSync(readme, 'utf8')));
writeFileSync(projectFile('docs/errors.md'), errorPage());
writeFileSync(projectFile('docs/pii.md'), piiPage());
