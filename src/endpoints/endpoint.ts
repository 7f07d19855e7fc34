import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel';
import { jitter, sleep } from '../clock/clock.ts';
import type { Stage } from '../errors/codes.ts';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';

export interface EndpointOptions {
  /** Shown in rows, logs and metrics: never an address, which may hold a key. */
  readonly name: string;
  /** Base of the API, e.g. `http://vllm:8000/v1`. */
  readonly url: string;
  readonly key: string | null;
  readonly stage: Stage;
  /** One request, from connecting to the last byte. */
  readonly timeoutMs: number;
  /** Further tries of a request that may pass next time. Default 2. */
  readonly retries?: number;
  /** Longest wait before the first of them; doubles. Default 500 ms. */
  readonly backoffMs?: number;
  /** A server that asks for more patience than this is left alone. Default 10 s. */
  readonly longestWaitMs?: number;
  /** How long a server that failed several times in a row is not asked. Default 30 s. */
  readonly restMs?: number;
  /** Told when the endpoint is given a rest and when it is back. */
  readonly onRest?: ((resting: boolean) => void) | undefined;
}

/** Failures in a row after which a server is given a rest. */
const FAILURES_UNTIL_REST = 3;
/** No answer of these APIs is longer. */
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;

/** May pass next time, and counts against the server. */
const OUTAGES = new Set(['endpoint_unavailable', 'endpoint_timeout']);

/**
 * A server that speaks OpenAI's protocol: time limits, bounded retries with jitter that honour `Retry-After`, and a
 * circuit breaker: after three outages in a row nobody waits for it any more, and one request at a time tries whether it
 * is back.
 */
export class Endpoint {
  readonly #options: EndpointOptions;
  readonly #breaker;

  constructor(options: EndpointOptions) {
    this.#options = options;
    this.#breaker = circuitBreaker(
      handleWhen((error) => error instanceof CallmillError && OUTAGES.has(error.code)),
      { halfOpenAfter: options.restMs ?? 30_000, breaker: new ConsecutiveBreaker(FAILURES_UNTIL_REST) },
    );
    this.#breaker.onBreak(() => options.onRest?.(true));
    this.#breaker.onReset(() => options.onRest?.(false));
  }

  get name(): string {
    return this.#options.name;
  }

  /** Whether requests are refused without asking the server. */
  get resting(): boolean {
    return this.#breaker.state === CircuitState.Open;
  }

  /**
   * Posts and returns the answer's JSON.
   *
   * @param body makes the body anew for each try
   * @throws CallmillError endpoint_unavailable, endpoint_timeout, endpoint_refused, endpoint_invalid; the signal's reason
   */
  async post(
    path: string,
    body: () => { readonly body: string | FormData; readonly contentType?: string },
    signal?: AbortSignal,
  ): Promise<unknown> {
    const { retries = 2, backoffMs = 500 } = this.#options;
    for (let attempt = 0; ; attempt += 1) {
      signal?.throwIfAborted();
      try {
        return await this.#breaker.execute(() => this.#ask(path, body(), signal), signal);
      } catch (thrown) {
        signal?.throwIfAborted();
        if (thrown instanceof BrokenCircuitError)
          throw this.#error('endpoint_unavailable', 'is given a rest');
        if (!(thrown instanceof Asked) || attempt >= retries) throw unwrapped(thrown);
        const wait = thrown.waitMs ?? jitter(backoffMs * 2 ** attempt);
        if (wait > (this.#options.longestWaitMs ?? 10_000)) throw unwrapped(thrown);
        await sleep(wait, signal);
      }
    }
  }

  async #ask(
    path: string,
    { body, contentType }: { readonly body: string | FormData; readonly contentType?: string },
    signal?: AbortSignal,
  ): Promise<unknown> {
    const { url, key, timeoutMs } = this.#options;
    const limit = AbortSignal.timeout(timeoutMs);
    const headers: Record<string, string> = {};
    if (contentType !== undefined) headers['content-type'] = contentType;
    if (key !== null) headers['authorization'] = `Bearer ${key}`;
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}/${path}`, {
        method: 'POST',
        headers,
        body,
        // A redirect could carry the key and the words elsewhere.
        redirect: 'error',
        signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
      });
      if (!response.ok) throw await this.#refusal(response);
      return await this.#json(response);
    } catch (thrown) {
      if (thrown instanceof CallmillError) throw thrown;
      signal?.throwIfAborted();
      if (limit.aborted)
        throw new Asked(this.#error('endpoint_timeout', `did not answer within ${timeoutMs} ms`));
      const why = systemCode((thrown as { cause?: unknown }).cause ?? thrown) ?? 'connection failed';
      throw new Asked(this.#error('endpoint_unavailable', `cannot be reached (${why})`));
    }
  }

  async #json(response: Response): Promise<unknown> {
    const text = await limited(response, MAX_ANSWER_BYTES);
    if (text === null) throw this.#error('endpoint_invalid', 'answered with too much');
    try {
      return JSON.parse(text);
    } catch {
      throw this.#error('endpoint_invalid', 'answered with something that is not JSON');
    }
  }

  /** The body of a refusal is not quoted: servers echo requests, and those hold transcripts. */
  async #refusal(response: Response): Promise<CallmillError> {
    await response.body?.cancel();
    const { status } = response;
    if (status === 408 || status === 429 || status >= 500) {
      return new Asked(this.#error('endpoint_unavailable', `answered ${status}`), retryAfterMs(response));
    }
    return this.#error('endpoint_refused', `answered ${status}`);
  }

  #error(
    code: 'endpoint_unavailable' | 'endpoint_timeout' | 'endpoint_refused' | 'endpoint_invalid',
    what: string,
  ): CallmillError {
    return new CallmillError(code, `The endpoint ${this.#options.name} ${what}`, {
      stage: this.#options.stage,
    });
  }
}

/** An outage that may be over in a moment, and when the server said so. */
class Asked extends CallmillError {
  readonly waitMs: number | null;

  constructor(error: CallmillError, waitMs: number | null = null) {
    super(error.code, error.message, { stage: error.stage });
    this.waitMs = waitMs;
  }
}

function unwrapped(thrown: unknown): unknown {
  return thrown instanceof Asked
    ? new CallmillError(thrown.code, thrown.message, { stage: thrown.stage })
    : thrown;
}

/** Seconds; the form with a date is for browsers. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : null;
}

async function limited(response: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
