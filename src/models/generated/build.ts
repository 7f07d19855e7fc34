import { generatedEmbedding } from './embedding.ts';
import { generatedEntities } from './entities.ts';
import { generatedLlama } from './llama.ts';
import { generatedSegmentation } from './segmentation.ts';
import { generatedVad } from './vad.ts';
import { generatedWhisperDecoder, generatedWhisperEncoder } from './whisper.ts';
import { tokenTable } from './whisper-tokens.ts';

/** Manifest id → file name → what makes its bytes, the same bytes on every machine. */
export const GENERATORS: Readonly<Record<string, Readonly<Record<string, () => Uint8Array>>>> = {
  'generated-whisper': {
    'encoder.onnx': generatedWhisperEncoder,
    'decoder.onnx': generatedWhisperDecoder,
    'tokens.txt': tokenTable,
  },
  'generated-vad': { 'model.onnx': generatedVad },
  'generated-segmentation': { 'model.onnx': generatedSegmentation },
  'generated-embedding': { 'model.onnx': generatedEmbedding },
  'generated-entities': { 'model.onnx': generatedEntities },
  'generated-llama': { 'model.gguf': generatedLlama },
};
