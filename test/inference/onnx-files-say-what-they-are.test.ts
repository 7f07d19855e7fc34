import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { OnnxInspector } from '../../src/inference/onnx-inspector.ts';
import { CPU, generatedModel, scratch } from './fixtures/models.ts';

const temp = scratch();
afterAll(temp.remove);

describe('ONNX files say what they are', () => {
  it('inputs, outputs and metadata', async () => {
    const inspector = new OnnxInspector(CPU.env);
    onTestFinished(() => inspector.close());
    const whisper = await generatedModel('generated-whisper', temp.path);
    const facts = await inspector.inspect(whisper.files['encoder'] ?? '');
    expect(facts.inputs).toEqual([{ name: 'mel', type: 'float32', shape: ['batch', 80, 'mel frames'] }]);
    expect(facts.outputs.map((output) => output.name)).toEqual(['n_layer_cross_k', 'n_layer_cross_v']);
    expect(facts.metadata).toMatchObject({ model_type: 'whisper-generated', n_mels: '80' });
    await expect(inspector.inspect(whisper.files['tokens'] ?? '')).rejects.toMatchObject({
      code: 'model_unusable',
    });
    await expect(inspector.inspect('/nowhere.onnx')).rejects.toMatchObject({ code: 'model_missing' });
  });
});
