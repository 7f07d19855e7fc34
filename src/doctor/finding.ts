/** One line of `callmill doctor`. */
export interface Finding {
  readonly name: string;
  readonly level: 'ok' | 'warning' | 'failure';
  /** What is there, or what is wrong. */
  readonly detail: string;
  /** What to do; only with a warning or a failure. */
  readonly remedy?: string;
}

/** A check looks at one thing and never throws: what it cannot look at is a failure with a remedy. */
export type Check = () => Promise<readonly Finding[]>;

export function ok(name: string, detail: string): Finding {
  return { name, level: 'ok', detail };
}

export function warning(name: string, detail: string, remedy: string): Finding {
  return { name, level: 'warning', detail, remedy };
}

export function failure(name: string, detail: string, remedy: string): Finding {
  return { name, level: 'failure', detail, remedy };
}
