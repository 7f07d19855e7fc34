import { encodeGguf, type GgufTensor } from './gguf.ts';
import { BYTE_TOKENS, CONTROL, controlId, TOKEN_TYPES, VOCABULARY } from './llama-tokens.ts';

const WIDTH = 32;
const HIDDEN = 32;
const CONTEXT = 16_384;

/**
 * What the model puts into every string. All letters differ: what comes next depends on the last token alone.
 * @see generatedLlama
 */
const WORD = 'plumbing';

/** Dimension 0 is the same for every token, so its output weights say how likely a token is in any place. */
const ANYWHERE = 0;
const CHAT_TEMPLATE =
  '{{ bos_token }}{% for message in messages %}' +
  `${CONTROL.headerStart}{{ message['role'] }}${CONTROL.headerEnd}\n\n{{ message['content'] }}${CONTROL.turnEnd}` +
  '{% endfor %}{% if add_generation_prompt %}' +
  `${CONTROL.headerStart}assistant${CONTROL.headerEnd}\n\n` +
  '{% endif %}';

/**
 * A Llama in GGUF that needs no training: attention and feed-forward weights are zero, so the next token depends
 * only on the last one. Within a JSON grammar it closes whatever may be closed, writes one word into strings and
 * one digit as a number, and so finishes any schema in few tokens.
 */
export function generatedLlama(): Uint8Array {
  return encodeGguf(
    {
      'general.architecture': { string: 'llama' },
      'general.name': { string: 'callmill generated' },
      'general.file_type': { uint32: 0 },
      'llama.vocab_size': { uint32: VOCABULARY.length },
      'llama.context_length': { uint32: CONTEXT },
      'llama.embedding_length': { uint32: WIDTH },
      'llama.block_count': { uint32: 1 },
      'llama.feed_forward_length': { uint32: HIDDEN },
      'llama.attention.head_count': { uint32: 1 },
      'llama.attention.head_count_kv': { uint32: 1 },
      'llama.attention.layer_norm_rms_epsilon': { float32: 1e-5 },
      'llama.rope.dimension_count': { uint32: WIDTH },
      'llama.rope.freq_base': { float32: 10_000 },
      'tokenizer.ggml.model': { string: 'gpt2' },
      'tokenizer.ggml.pre': { string: 'llama-bpe' },
      'tokenizer.ggml.tokens': { strings: VOCABULARY },
      'tokenizer.ggml.token_type': { int32s: TOKEN_TYPES },
      'tokenizer.ggml.merges': { strings: [] },
      'tokenizer.ggml.bos_token_id': { uint32: controlId('begin') },
      'tokenizer.ggml.eos_token_id': { uint32: controlId('turnEnd') },
      'tokenizer.ggml.add_bos_token': { bool: true },
      'tokenizer.chat_template': { string: CHAT_TEMPLATE },
    },
    tensors(),
  );
}

function tensors(): GgufTensor[] {
  const matrix = (name: string, columns: number, rows: number, data?: Float32Array): GgufTensor => ({
    name,
    shape: [columns, rows],
    data: data ?? new Float32Array(columns * rows),
  });
  const norm = (name: string): GgufTensor => ({
    name,
    shape: [WIDTH],
    data: new Float32Array(WIDTH).fill(1),
  });
  return [
    matrix('token_embd.weight', WIDTH, VOCABULARY.length, embeddings()),
    norm('output_norm.weight'),
    matrix('output.weight', WIDTH, VOCABULARY.length, outputs()),
    norm('blk.0.attn_norm.weight'),
    matrix('blk.0.attn_q.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_k.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_v.weight', WIDTH, WIDTH),
    matrix('blk.0.attn_output.weight', WIDTH, WIDTH),
    norm('blk.0.ffn_norm.weight'),
    matrix('blk.0.ffn_gate.weight', WIDTH, HIDDEN),
    matrix('blk.0.ffn_up.weight', WIDTH, HIDDEN),
    matrix('blk.0.ffn_down.weight', HIDDEN, WIDTH),
  ];
}

/** The word between its quotes: each character owns the dimension of its place, plus one for {@link ANYWHERE}. */
const CHAIN = `"${WORD}"`;
const dimensionOf = (place: number): number => place + 1;

function embeddings(): Float32Array {
  const weights = new Float32Array(VOCABULARY.length * WIDTH);
  for (let token = 0; token < VOCABULARY.length; token += 1) weights[token * WIDTH + ANYWHERE] = 1;
  // The closing quote is the same token as the opening one and already has its dimension.
  for (let place = 0; place < CHAIN.length - 1; place += 1) {
    weights[byteToken(CHAIN.charAt(place)) * WIDTH + dimensionOf(place)] = 1;
  }
  return weights;
}

function outputs(): Float32Array {
  const weights = new Float32Array(VOCABULARY.length * WIDTH);
  for (let token = 0; token < VOCABULARY.length; token += 1) {
    weights[token * WIDTH + ANYWHERE] = likelihood(VOCABULARY[token] ?? '');
  }
  for (let place = 0; place < CHAIN.length - 1; place += 1) {
    weights[byteToken(CHAIN.charAt(place + 1)) * WIDTH + dimensionOf(place)] = 8;
  }
  return weights;
}

/** How readily a token comes where the grammar allows it: the end first, then closing, separators, quotes, digits. */
function likelihood(token: string): number {
  if (token === CONTROL.turnEnd) return 6;
  const order = '}],:"0[{';
  const rank = order.indexOf(token);
  if (token.length === 1 && rank >= 0) return 5 - rank / 4;
  if (/^[1-9]$/.test(token)) return 2.5;
  if (/^[a-z]$/.test(token)) return 2;
  return token.length === 1 && token > '!' && token < '\u007f' ? 1 : 0;
}

function byteToken(character: string): number {
  return BYTE_TOKENS.indexOf(character);
}
