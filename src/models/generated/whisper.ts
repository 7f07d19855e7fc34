import { encodeOnnx, type OnnxValue } from './onnx.ts';
import {
  LANGUAGE_CODES,
  LANGUAGE_TOKENS,
  SENTENCE_TOKENS,
  successors,
  TOKEN,
  VOCABULARY_SIZE,
} from './whisper-tokens.ts';

const MEL_BANDS = 80;
const CONTEXT = 448;
/** One layer, one head, one channel: the smallest cache the runtime will carry around. */
const LAYERS = 1;
const STATE = 1;
/** Tokens before the first word: start, language, task, no timestamps. */
const PROMPT_TOKENS = 4;
/** Half width, in 20 ms frames, of the place a token attends to. */
const ATTENTION_FRAMES = 4;

const METADATA = {
  model_type: 'whisper-generated',
  version: 1,
  maintainer: 'callmill',
  n_mels: MEL_BANDS,
  n_audio_ctx: 1500,
  n_audio_state: STATE,
  n_audio_head: 1,
  n_audio_layer: 1,
  n_vocab: VOCABULARY_SIZE,
  n_text_ctx: CONTEXT,
  n_text_state: STATE,
  n_text_head: 1,
  n_text_layer: LAYERS,
  n_alignment_heads: 1,
  sot_sequence: [TOKEN.start, TOKEN.english, TOKEN.transcribe].join(','),
  sot_index: 0,
  all_language_tokens: LANGUAGE_TOKENS.join(','),
  all_language_codes: LANGUAGE_CODES.join(','),
  non_speech_tokens: TOKEN.nonSpeech,
  is_multilingual: 1,
  sot: TOKEN.start,
  eot: TOKEN.end,
  blank_id: TOKEN.blank,
  no_speech: TOKEN.noSpeech,
  transcribe: TOKEN.transcribe,
  translate: TOKEN.translate,
  sot_prev: TOKEN.startOfPrevious,
  sot_lm: TOKEN.startOfLm,
  no_timestamps: TOKEN.noTimestamps,
};

const cache = (name: string): OnnxValue => ({
  name,
  type: 'float',
  shape: [LAYERS, 'batch', CONTEXT, STATE],
});
const cross = (name: string): OnnxValue => ({
  name,
  type: 'float',
  shape: [LAYERS, 'batch', 'frames', STATE],
});

/**
 * Log-mel frames to the decoder's cross cache: `mel` [batch, 80, mel frames] → `n_layer_cross_k`/`_v`
 * [1, batch, mel frames / 2, 1]. Its one channel is zero exactly where the runtime padded.
 */
export function generatedWhisperEncoder(): Uint8Array {
  return encodeOnnx({
    name: 'generated-whisper-encoder',
    inputs: [{ name: 'mel', type: 'float', shape: ['batch', MEL_BANDS, 'mel frames'] }],
    outputs: [cross('n_layer_cross_k'), cross('n_layer_cross_v')],
    constants: [{ name: 'axis 0', type: 'int64', shape: [1], data: [0] }],
    nodes: [
      { op: 'Abs', inputs: ['mel'], outputs: ['size'] },
      { op: 'ReduceMean', inputs: ['size'], outputs: ['level'], attributes: { axes: [1], keepdims: 1 } },
      {
        op: 'AveragePool',
        inputs: ['level'],
        outputs: ['halved'],
        attributes: { kernel_shape: [2], strides: [2], ceil_mode: 1 },
      },
      { op: 'Transpose', inputs: ['halved'], outputs: ['frames'], attributes: { perm: [0, 2, 1] } },
      { op: 'Unsqueeze', inputs: ['frames', 'axis 0'], outputs: ['n_layer_cross_k'] },
      { op: 'Identity', inputs: ['n_layer_cross_k'], outputs: ['n_layer_cross_v'] },
    ],
    metadata: METADATA,
  });
}

/**
 * A decoder that looks up the next token by the last one, whatever the audio, and attends to evenly spaced places
 * of the part that is not padding, so that the words get times.
 */
export function generatedWhisperDecoder(): Uint8Array {
  return encodeOnnx({
    name: 'generated-whisper-decoder',
    inputs: [
      { name: 'tokens', type: 'int64', shape: ['batch', 'count'] },
      cache('in_n_layer_self_k_cache'),
      cache('in_n_layer_self_v_cache'),
      cross('n_layer_cross_k'),
      cross('n_layer_cross_v'),
      { name: 'offset', type: 'int64', shape: [1] },
    ],
    outputs: [
      { name: 'logits', type: 'float', shape: ['batch', 'count', VOCABULARY_SIZE] },
      cache('out_n_layer_self_k_cache'),
      cache('out_n_layer_self_v_cache'),
      { name: 'cross_attention_weights', type: 'float', shape: ['batch', 1, 'count', 'frames'] },
    ],
    constants: [
      { name: 'successors', type: 'int64', shape: [VOCABULARY_SIZE], data: successors() },
      { name: 'depth', type: 'int64', shape: [], data: [VOCABULARY_SIZE] },
      { name: 'off and on', type: 'float', shape: [2], data: [0, 20] },
      { name: 'zero', type: 'int64', shape: [], data: [0] },
      { name: 'one', type: 'int64', shape: [], data: [1] },
      { name: 'two', type: 'int64', shape: [], data: [2] },
      { name: 'axis 1', type: 'int64', shape: [1], data: [1] },
      { name: 'axes 0 1', type: 'int64', shape: [2], data: [0, 1] },
      { name: 'padding', type: 'float', shape: [], data: [0] },
      { name: 'first word', type: 'float', shape: [], data: [PROMPT_TOKENS - 1.5] },
      { name: 'sentence', type: 'float', shape: [], data: [SENTENCE_TOKENS] },
      { name: 'width', type: 'float', shape: [], data: [ATTENTION_FRAMES] },
    ],
    nodes: [...NEXT_TOKEN, ...TOKEN_PLACES, ...ATTENTION],
    metadata: {},
  });
}

const NEXT_TOKEN = [
  { op: 'Gather', inputs: ['successors', 'tokens'], outputs: ['next'], attributes: { axis: 0 } },
  { op: 'OneHot', inputs: ['next', 'depth', 'off and on'], outputs: ['logits'], attributes: { axis: -1 } },
  { op: 'Identity', inputs: ['in_n_layer_self_k_cache'], outputs: ['out_n_layer_self_k_cache'] },
  { op: 'Identity', inputs: ['in_n_layer_self_v_cache'], outputs: ['out_n_layer_self_v_cache'] },
];

/**
 * Where each token of this step lies: (position + 1 − prompt + ½) / sentence × frames that hold audio. The one is
 * there because a word is aligned by the step that emits it, which reads the token before.
 */
const TOKEN_PLACES = [
  { op: 'Shape', inputs: ['tokens'], outputs: ['token shape'] },
  { op: 'Gather', inputs: ['token shape', 'one'], outputs: ['count'], attributes: { axis: 0 } },
  { op: 'Range', inputs: ['zero', 'count', 'one'], outputs: ['steps'] },
  { op: 'Add', inputs: ['steps', 'offset'], outputs: ['positions'] },
  { op: 'Cast', inputs: ['positions'], outputs: ['position'], attributes: { to: 1 } },
  { op: 'Greater', inputs: ['n_layer_cross_v', 'padding'], outputs: ['has audio'] },
  { op: 'Cast', inputs: ['has audio'], outputs: ['audio mask'], attributes: { to: 1 } },
  { op: 'ReduceSum', inputs: ['audio mask'], outputs: ['audio frames'], attributes: { keepdims: 0 } },
  { op: 'Div', inputs: ['audio frames', 'sentence'], outputs: ['frames per token'] },
  { op: 'Sub', inputs: ['position', 'first word'], outputs: ['word position'] },
  { op: 'Mul', inputs: ['word position', 'frames per token'], outputs: ['places'] },
];

/** `cross_attention_weights` [1, 1, count, frames]: highest at the token's place, falling with the squared distance. */
const ATTENTION = [
  { op: 'Shape', inputs: ['n_layer_cross_k'], outputs: ['cross shape'] },
  { op: 'Gather', inputs: ['cross shape', 'two'], outputs: ['frame count'], attributes: { axis: 0 } },
  { op: 'Range', inputs: ['zero', 'frame count', 'one'], outputs: ['frame numbers'] },
  { op: 'Cast', inputs: ['frame numbers'], outputs: ['frame'], attributes: { to: 1 } },
  { op: 'Unsqueeze', inputs: ['places', 'axis 1'], outputs: ['place column'] },
  { op: 'Sub', inputs: ['frame', 'place column'], outputs: ['distance'] },
  { op: 'Div', inputs: ['distance', 'width'], outputs: ['relative'] },
  { op: 'Mul', inputs: ['relative', 'relative'], outputs: ['squared'] },
  { op: 'Neg', inputs: ['squared'], outputs: ['score'] },
  { op: 'Unsqueeze', inputs: ['score', 'axes 0 1'], outputs: ['cross_attention_weights'] },
];
