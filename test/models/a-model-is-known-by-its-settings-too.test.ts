import { describe, expect, it } from 'vitest';
import { modelPrint } from '../../src/models/hash.ts';

const MODEL = { sha256: 'a'.repeat(64), settings: { threshold: 0.75, lagMs: 280 } };

describe('the print of a model', () => {
  it('is another one for other files and for other settings, whose words are others', () => {
    expect(modelPrint({ ...MODEL, sha256: 'b'.repeat(64) })).not.toBe(modelPrint(MODEL));
    expect(modelPrint({ ...MODEL, settings: { threshold: 0.5, lagMs: 280 } })).not.toBe(modelPrint(MODEL));
    expect(modelPrint({ ...MODEL, settings: { threshold: 0.75 } })).not.toBe(modelPrint(MODEL));
  });

  it('is the same in whatever order the manifest has them', () => {
    expect(modelPrint({ ...MODEL, settings: { lagMs: 280, threshold: 0.75 } })).toBe(modelPrint(MODEL));
  });
});
