import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { projectFile } from '../config/project.ts';

/** The package's version. */
export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8'))).version;
