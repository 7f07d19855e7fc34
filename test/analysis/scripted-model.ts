import type { Completion, CompletionRequest, LanguageModel } from '../../src/analysis/language-model.ts';
import type { ModelInfo } from '../../src/models/model.ts';

type Reply =
  | Partial<Completion>
  | ((request: CompletionRequest, signal?: AbortSignal) => Promise<Completion>);

/** A language model that says what the test tells it to, one reply a request; four characters are a token. */
export class ScriptedModel implements LanguageModel {
  readonly requests: CompletionRequest[] = [];
  readonly contextTokens: number;
  readonly #replies: readonly Reply[];
  readonly #info: Partial<ModelInfo>;

  constructor(replies: readonly Reply[], contextTokens = 8192, info: Partial<ModelInfo> = {}) {
    this.#replies = replies;
    this.contextTokens = contextTokens;
    this.#info = info;
  }

  async info(): Promise<ModelInfo> {
    const base = {
      id: 'scripted',
      family: 'llama',
      sha256: 'a'.repeat(64),
      provider: 'cpu',
      generated: false,
    } as const;
    return { ...base, ...this.#info };
  }

  async complete(request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
    const reply = this.#replies[this.requests.length];
    this.requests.push(request);
    if (reply === undefined) throw new Error('The test scripted no further reply');
    if (typeof reply === 'function') return reply(request, signal);
    return { text: '{}', stopReason: 'complete', inputTokens: 100, outputTokens: 10, ...reply };
  }

  async countTokens(text: string): Promise<number> {
    return Math.ceil(text.length / 4);
  }
}

const cited = (segment: string, quote: string) => ({ segment, quote });

/** A good answer about `cardCall`, with any part replaced. */
export function goodAnswer(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    summary: 'The customer did not recognise a charge. The agent blocked the card and promised a refund.',
    sentiment: 3,
    speakers: [
      { speaker: 'S1', sentiment: 4 },
      { speaker: 'S2', sentiment: 2 },
    ],
    quarters: { first: 0, second: -1, third: -3, fourth: 6 },
    topics: [{ ...cited('s0001', 'a charge on my card'), name: 'card charge' }],
    agentActions: [{ ...cited('s0008', 'I have blocked the card'), action: 'blocked the card' }],
    actionItems: [
      {
        ...cited('s0008', "we'll send you a new card"),
        what: 'send a new card',
        who: 'agent',
        byWhen: 'by friday',
      },
    ],
    complianceFlags: [],
    rubric: [
      { ...cited('s0000', 'how can I help you today'), criterion: 'opening', reason: 'Greets.', score: 9 },
    ],
    impacts: [
      { ...cited('s0009', 'that is great'), category: 'outcome', reason: 'Customer is pleased.', impact: 2 },
    ],
    coaching: [],
    ...changes,
  });
}
