/** `offline-whisper-model.cc:InitEncoder:123`, as sherpa-onnx, ONNX Runtime and ggml begin their lines. */
const PLACE = /([\w-]+\.(?:cc|cpp|cxx|cu|c|h|hpp))(?::([A-Za-z_]\w{0,60}))?:(\d{1,6})\b/g;

/** What a native runtime says when it gives up → our word for it. */
const FAULTS: readonly (readonly [RegExp, string])[] = [
  [/out of memory|std::bad_alloc|failed to allocate/i, 'out-of-memory'],
  [/terminate called/i, 'uncaught-exception'],
  [/assert(?:ion)?[^\n]*fail|GGML_ASSERT/i, 'assertion-failed'],
  [/CUDA error|CUDA failure|cudaError/i, 'cuda-error'],
  [/error while loading shared libraries|cannot open shared object/i, 'library-missing'],
  [/protobuf parsing failed|invalid (?:model|protobuf)|load model[^\n]*failed/i, 'model-unreadable'],
  [/illegal instruction/i, 'illegal-instruction'],
];
const MOST = 12;

/**
 * What may be logged of a dead process's stderr, which may quote anything: source places and known faults, never its
 * text.
 */
export function nativeDiagnostics(stderr: string): string[] {
  const places = [...stderr.matchAll(PLACE)].map(([, file, method, line]) =>
    [file, method, line].filter((part) => part !== undefined).join(':'),
  );
  return [...nativeFaults(stderr), ...new Set(places.slice(-MOST))];
}

/** Known faults only, in our words: fit for a message that anybody reads. */
export function nativeFaults(stderr: string): string[] {
  return FAULTS.filter(([pattern]) => pattern.test(stderr)).map(([, word]) => word);
}
