import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../src', import.meta.url));
const NATIVE = /(?:from|import|require)\s*\(?\s*['"](sherpa-onnx[\w-]*|node-llama-cpp|onnxruntime-[\w]+)/;

function importers(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .filter((name) => NATIVE.test(readFileSync(join(SOURCE, name), 'utf8')))
    .map((name) => relative('.', name));
}

describe('only engines import native runtimes', () => {
  it('so that the main process loads no native model code', () => {
    const found = importers();
    expect(found.length).toBeGreaterThan(3);
    expect(found.filter((name) => !name.startsWith('engines/'))).toEqual([]);
  });

  it('and of the engines folder the main process imports the family table alone, which is plain data', () => {
    const families = readdirSync(join(SOURCE, 'engines/families'));
    for (const name of families) {
      const values = readFileSync(join(SOURCE, 'engines/families', name), 'utf8').match(
        /^import (?!type).*$/gm,
      );
      for (const line of values ?? []) expect(line).not.toMatch(NATIVE);
    }
    const outside = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('engines/'))
      .flatMap((name) => readFileSync(join(SOURCE, name), 'utf8').match(/from '[./]*engines\/.*'/g) ?? []);
    expect(outside.length).toBeGreaterThan(0);
    for (const line of outside) expect(line).toContain('engines/families/');
  });
});
