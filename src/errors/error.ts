import { ERROR_CODES, type ErrorCode, type RetryClass, type Stage } from './codes.ts';

export interface ErrorDetails {
  /** Overrides the stage that the code usually belongs to. */
  readonly stage?: Stage;
  /** Overrides the code's retry class. */
  readonly retry?: RetryClass;
  readonly cause?: unknown;
  /** Overrides the code's remedy. */
  readonly remedy?: string;
}

/**
 * The one error type of callmill: what happened (`message`, one sentence, never transcript text, keys or signed
 * URLs), where (`stage`), whether to try again (`retry`) and what to do (`remedy`).
 */
export class CallmillError extends Error {
  override readonly name = 'CallmillError';
  readonly code: ErrorCode;
  readonly stage: Stage;
  readonly retry: RetryClass;
  readonly remedy: string;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    const known = ERROR_CODES[code];
    this.code = code;
    this.stage = details.stage ?? known.stage;
    this.retry = details.retry ?? known.retry;
    this.remedy = details.remedy ?? known.remedy;
  }

  /** What a person reads: the sentence, then what to do. */
  get explanation(): string {
    const statement = this.message.includes('\n') ? `${this.message}\n` : this.message.replace(/\.?$/, '. ');
    return `${statement}${this.remedy}`;
  }
}
