import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addressedRanges } from '../../src/analysis/addressed.ts';
import { readTokens } from '../../src/analysis/tokens.ts';

const { CALLMILL_MODELS_DIR: models } = process.env;
/** Beside the real weights; nobody in them knows of a reviewer. */
const CORPORA = models === undefined ? undefined : join(models, '../corpora/pii');
const FILES = [
  'multidogo/turns',
  'earnings21/reference_turns',
  'banking77-negatives/all',
  'nlupp/all',
  'slurp/devel',
  'restaurants8k/train',
  'evi/dialogues.en',
] as const;
const absent = CORPORA === undefined || !existsSync(CORPORA);

it.skipIf(absent)(
  'of 52,130 turns of real people one is taken for words to the reviewer (skipped without the corpora)',
  async () => {
    const withheld: string[] = [];
    let turns = 0;
    for (const file of FILES) {
      const lines = (await readFile(join(CORPORA ?? '', `${file}.jsonl`), 'utf8')).trim().split('\n');
      turns += lines.length;
      for (const line of lines) {
        const { text } = JSON.parse(line) as { readonly text: string };
        const words = text.split(/\s+/).map((word) => ({ text: word }));
        if (addressedRanges(readTokens(words), words.length).length > 0) withheld.push(file);
      }
    }
    expect(turns).toBeGreaterThan(50_000);
    // "Three score and ten", a booking's number of guests.
    expect(withheld).toEqual(['restaurants8k/train']);
  },
);
