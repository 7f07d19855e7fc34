/** URL of an engine's entry file: `.ts` when running from source, `.js` from dist. */
export function engineEntry(
  name:
    | 'speech'
    | 'voice-activity'
    | 'diarization'
    | 'language-model'
    | 'entities'
    | 'onnx-inspect'
    | 'gguf-inspect',
): URL {
  const extension = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  return new URL(`../engines/${name}${extension}`, import.meta.url);
}
