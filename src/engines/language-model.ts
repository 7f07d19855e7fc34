import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { LanguageModelMethods } from '../inference/engine-methods.ts';
import { Llm } from './llama.ts';

// Entry of the language model process: node-llama-cpp.

let llm: Llm | null = null;

const loaded = (): Llm => {
  if (llm === null)
    throw new CallmillError('internal_error', 'The language model was used before it was loaded');
  return llm;
};

serve<LanguageModelMethods>(
  {
    async load(payload) {
      llm = await Llm.load(payload.model, payload);
      return { provider: llm.provider, contextTokens: llm.contextTokens, sequences: llm.sequences };
    },

    async complete({ requests }, { signal }) {
      return await loaded().complete(requests, signal);
    },

    async decide(request, { signal }) {
      return await loaded().decide(request, signal);
    },

    async countTokens({ texts }) {
      return loaded().countTokens(texts);
    },
  },
  'analyse',
);
