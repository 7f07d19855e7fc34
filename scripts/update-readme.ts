import { readFileSync, writeFileSync } from 'node:fs';
import { projectFile } from '../src/config/project.ts';
import { withConfigurationTable } from './readme/configuration.ts';

/** Writes the configuration table into README.md: `node scripts/update-readme.ts`. A test fails when it is stale. */
const path = projectFile('README.md');
writeFileSync(path, withConfigurationTable(readFileSync(path, 'utf8')));
