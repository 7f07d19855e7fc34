#!/usr/bin/env node
// Starts the command line: the built one where there is one, the sources otherwise (Node runs them as they are).
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// V8 lets its nursery grow with the machine's memory, to 64 MB and more of garbage: a worker reached 212 MB. A nursery
// that keeps its first size holds it under 150 MB at the same speed (docs/decisions/0006-supervised-engines.md). A command-line flag would
// do it too, but would have to be said in every unit, image and shell.
setFlagsFromString('--semi-space-growth-factor=1');

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
