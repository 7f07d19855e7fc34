#!/usr/bin/env node
// Starts the command line: the built one where there is one, the sources otherwise (Node runs them as they are).
import { existsSync } from 'node:fs';

const BUILT = new URL('../dist/src/cli/main.js', import.meta.url);
const SOURCE = new URL('../src/cli/main.ts', import.meta.url);
const built = existsSync(BUILT);
const needed = built ? [22, 12] : [22, 18];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  console.error(
    `callmill needs Node.js ${needed.join('.')} or newer and this is ${process.versions.node}: ` +
      'install a current one (in a checkout, "npm run demo" brings its own into .callmill/node).',
  );
  process.exitCode = 69;
} else {
  await import(built ? BUILT.href : SOURCE.href);
}
