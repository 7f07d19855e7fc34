import type { ModelInfo } from '../models/model.ts';

/**
 * Real weights that are far too small to read a call: they exercise the runtime with genuine tensors and a genuine
 * tokenizer. stories260K was trained on children's stories.
 */
const TOY_MODELS: ReadonlySet<string> = new Set(['stories260K']);

/** True for a model whose answer proves the path and says nothing about the call. */
export function isProofModel(info: ModelInfo): boolean {
  return info.generated || TOY_MODELS.has(info.id);
}
