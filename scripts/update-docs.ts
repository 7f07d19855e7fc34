import { readFileSync, writeFileSync } from 'node:fs';
import { projectFile } from '../src/config/project.ts';
import { analysisSchemaPage, withCasts } from './docs/analysis-schema.ts';
import { withConfigurationTable } from './docs/configuration.ts';
import { errorPage } from './docs/errors.ts';
import { piiPage } from './docs/pii.ts';

/** Writes what the documentation takes from the code: `node scripts/update-docs.ts`. A test fails when it is stale. */
const readme = projectFile('README.md');
writeFileSync(readme, withConfigurationTable(readFileSync(readme, 'utf8')));
writeFileSync(projectFile('docs/errors.md'), errorPage());
writeFileSync(projectFile('docs/analysis-schema.md'), analysisSchemaPage());
const model = projectFile('examples/laravel/app/Models/Analysis.php');
writeFileSync(model, withCasts(readFileSync(model, 'utf8')));
writeFileSync(projectFile('docs/pii.md'), piiPage());
