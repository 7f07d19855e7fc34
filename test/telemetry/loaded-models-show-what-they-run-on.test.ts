import { describe, expect, it } from 'vitest';
import type { LocatedModel } from '../../src/models/model.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { observeModels } from '../../src/telemetry/observe-models.ts';
import { capture } from './log-lines.ts';

function model(role: LocatedModel['role'], id: string): LocatedModel {
  const family = role === 'language' ? 'llama' : 'whisper';
  return {
    role,
    id,
    family,
    directory: '/models',
    files: {},
    sha256: `sha of ${id}`,
    generated: false,
    settings: {},
    languages: [],
  };
}

describe('a loaded model', () => {
  it('is one log line and one series with its own provider, not that of another role', async () => {
    const { logger, lines } = capture();
    const metrics = createMetrics();
    const loaded = observeModels(logger, metrics);
    loaded(model('speech', 'parakeet'), 'cpu');
    loaded(model('language', 'llama-1b'), 'cuda');
    expect(lines()).toMatchObject([
      { msg: 'Model loaded', role: 'speech', model: 'parakeet', provider: 'cpu' },
      { msg: 'Model loaded', role: 'language', model: 'llama-1b', provider: 'cuda' },
    ]);
    const text = await metrics.registry.metrics();
    expect(text).toContain('callmill_model_info{role="speech",id="parakeet",family="whisper",provider="cpu"');
    expect(text).toContain(
      'callmill_model_info{role="language",id="llama-1b",family="llama",provider="cuda"',
    );
  });

  it('that is loaded again is no news, unless it runs on something else now', async () => {
    const { logger, lines } = capture();
    const metrics = createMetrics();
    const loaded = observeModels(logger, metrics);
    loaded(model('speech', 'parakeet'), 'cuda');
    loaded(model('speech', 'parakeet'), 'cuda');
    expect(lines()).toHaveLength(1);
    loaded(model('speech', 'parakeet'), 'cpu');
    expect(lines()).toHaveLength(2);
    const series = (await metrics.registry.metrics()).match(/^callmill_model_info\{.*$/gm);
    expect(series).toHaveLength(1);
    expect(series?.[0]).toContain('provider="cpu"');
  });
});
