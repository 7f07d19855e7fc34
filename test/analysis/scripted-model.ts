import type {
  Completion,
  CompletionRequest,
  DecisionRequest,
  Decisions,
  LanguageModel,
} from '../../src/analysis/language-model.ts';
import type { ModelInfo } from '../../src/models/model.ts';

type Answering = (request: CompletionRequest, signal?: AbortSignal) => Promise<Completion>;
type Reply = Partial<Completion> | Answering;

/** A language model that says what the test tells it to, one reply a request; four characters are a token. */
export class ScriptedModel implements LanguageModel {
  readonly requests: CompletionRequest[] = [];
  readonly decisions: DecisionRequest[] = [];
  readonly contextTokens: number;
  readonly parallel: number = 1;
  /** Probability of a yes by the question's label. */
  yes: (label: string) => number | null = () => null;
  readonly #replies: readonly Reply[];
  readonly #always: Reply | undefined;
  readonly #info: Partial<ModelInfo>;

  /** @param replies one for each request, or a function that answers all of them */
  constructor(replies: readonly Reply[] | Answering, contextTokens = 8192, info: Partial<ModelInfo> = {}) {
    this.#replies = typeof replies === 'function' ? [] : replies;
    this.#always = typeof replies === 'function' ? replies : undefined;
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

  async complete(
    requests: readonly CompletionRequest[],
    signal?: AbortSignal,
  ): Promise<readonly Completion[]> {
    return await Promise.all(requests.map((request) => this.#one(request, signal)));
  }

  async #one(request: CompletionRequest, signal?: AbortSignal): Promise<Completion> {
    const reply = this.#replies[this.requests.length] ?? this.#always;
    this.requests.push(request);
    if (reply === undefined) throw new Error('The test scripted no further reply');
    return typeof reply === 'function' ? reply(request, signal) : completion(reply);
  }

  async decide(request: DecisionRequest): Promise<Decisions> {
    this.decisions.push(request);
    return { yes: request.labels.map(this.yes), inputTokens: 0, evaluatedTokens: 0 };
  }

  async countTokens(texts: readonly string[]): Promise<readonly number[]> {
    return texts.map((text) => Math.ceil(text.length / 4));
  }
}

/** A reply with everything that a test does not care about. */
export function completion(reply: Partial<Completion>): Completion {
  return {
    text: '{}',
    stopReason: 'complete',
    inputTokens: 100,
    evaluatedTokens: 50,
    outputTokens: 10,
    firstTokenMs: 20,
    generationMs: 90,
    ...reply,
  };
}

const cited = (segment: string, quote: string) => ({ segment, quote });

/** A good answer about `cardCall`, with any part replaced. */
export function goodAnswer(changes: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    summary: [
      { ...cited('s0001', 'a charge on my card'), sentence: 'The customer did not recognise a charge.' },
      {
        ...cited('s0008', "i'll refund the payment"),
        sentence: 'The agent blocked the card and promised a refund.',
      },
    ],
    sentiment: 3,
    speakers: [
      { speaker: 'S1', sentiment: 4, atStart: 3, atEnd: 5 },
      { speaker: 'S2', sentiment: 2, atStart: -3, atEnd: 6 },
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
    performanceScores: [
      { ...cited('s0000', 'how can I help you today'), criterion: 'opening', reason: 'Greets.', score: 9 },
    ],
    scoreImpacts: [
      { ...cited('s0009', 'that is great'), category: 'outcome', reason: 'Customer is pleased.', impact: 2 },
    ],
    coaching: [],
    ending: [cited('s0011', "that's everything thank you")],
    callback: [],
    ...changes,
  });
}

/** The least answer that a schema allows: empty lists, first choices. */
export function leastAnswer({ schema }: CompletionRequest): Completion {
  return completion({ text: JSON.stringify(leastOf(schema as Shape)) });
}

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
}

function leastOf(shape: Shape): unknown {
  if (shape.enum !== undefined) return shape.enum[0];
  if (shape.type === 'array') return [];
  if (shape.type === 'object') {
    return Object.fromEntries(
      Object.entries(shape.properties ?? {}).map(([key, value]) => [key, leastOf(value)]),
    );
  }
  return shape.type === 'string' ? '' : 0;
}
