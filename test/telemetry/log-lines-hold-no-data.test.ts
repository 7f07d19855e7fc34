import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { capture } from './log-lines.ts';

const CARD = '4111 1111 1111 1111';
const SENTENCE = `my card is ${CARD} said Zebediah`;
const KEY = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';
/** What must never be seen, in any way of writing it. */
const SECRETS = [
  CARD,
  '41111111',
  '1111 1111',
  'Zebediah',
  KEY,
  'X-Amz-Signature',
  'hunter2',
  'zeb@example.org',
];

const with_ = <T extends object>(target: T, more: object): T => Object.assign(target, more);

class QueryFailed extends Error {
  readonly sql = `INSERT INTO t VALUES ('${SENTENCE}')`;
  readonly parameters = [SENTENCE, KEY];
}

const errors: readonly [string, () => unknown][] = [
  ['an error', () => new Error(SENTENCE)],
  ['an error of several lines', () => new TypeError(`first\n${SENTENCE}\n    second ${KEY}`)],
  ['a message that looks like a stack', () => new Error(`x\n    at Zebediah (/home/${KEY}:1:1)\n    at y`)],
  ['a message changed after it was made', () => with_(new Error(SENTENCE), { message: 'other' })],
  ['an error with query and parameters', () => new QueryFailed(`Data too long: '${SENTENCE}'`)],
  ['an error with a secret name', () => with_(new Error('x'), { name: SENTENCE })],
  ['an error with a secret code', () => with_(new Error('x'), { code: KEY })],
  ['an error with a code like a name', () => with_(new Error('x'), { code: 'Zebediah' })],
  ['nested properties', () => with_(new Error('x'), { request: { body: { text: [SENTENCE] } } })],
  ['an error with toJSON', () => with_(new Error('x'), { toJSON: () => SENTENCE, stack: SENTENCE })],
  ['causes', () => new Error(SENTENCE, { cause: new Error(KEY, { cause: SENTENCE }) })],
  [
    'a circle of causes',
    () => {
      const e = new Error(SENTENCE);
      e.cause = e;
      return e;
    },
  ],
  ['many errors at once', () => new AggregateError([new Error(SENTENCE)], SENTENCE)],
  [
    'a syntax error of a parser',
    () => {
      try {
        return JSON.parse(`{"${SENTENCE}`);
      } catch (error) {
        return error;
      }
    },
  ],
  ['a text', () => SENTENCE],
  ['an object', () => ({ message: SENTENCE, stack: SENTENCE, type: 'CallmillError' })],
  [
    'an object whose properties throw',
    () => ({
      get message() {
        throw new Error(SENTENCE);
      },
    }),
  ],
  [
    'a proxy that throws',
    () =>
      new Proxy(new Error('x'), {
        get() {
          throw new Error(SENTENCE);
        },
      }),
  ],
  [
    'an own error around a foreign one',
    () => new CallmillError('internal_error', 'It failed', { cause: new Error(SENTENCE) }),
  ],
  [
    'an own error that breaks the rules',
    () =>
      new CallmillError(
        'bucket_unreachable',
        `GET https://k:hunter2@h.example/b?X-Amz-Signature=${KEY} for zeb@example.org ${CARD} ${KEY} failed`,
      ),
  ],
];

describe.each(errors)('%s', (_, thrown) => {
  it('leaves nothing of what it holds in the log, however it is logged', () => {
    const { logger, text, lines } = capture({ service: 'callmill' });
    const error = thrown();
    if (typeof error === 'object' && error !== null) logger.error(error);
    logger.error({ err: error });
    logger.error({ error }, 'A stage failed');
    if (typeof error === 'object' && error !== null) logger.error(error, 'A stage failed');
    logger.warn({ reason: error, event: error, err: error, anything: error, stageMs: error }, 'It failed');
    (logger.error as (...all: unknown[]) => void).call(logger, 'It failed: %s %o', error, error);
    logger.child({ err: error, cause: error, engine: error }).info('It failed');
    const child = logger.child({}, { serializers: { err: (e: unknown) => e, recordingId: () => error } });
    child.error({ err: error, recordingId: 1 }, 'It failed');
    logger.setBindings({ note: error });
    logger.info('It failed');
    expect(lines().length).toBeGreaterThanOrEqual(7);
    for (const secret of SECRETS) expect(text()).not.toContain(secret);
  });
});

describe('fields', () => {
  it('let no value through that is not of the kind the field is for', () => {
    const { logger, text } = capture();
    const values: unknown[] = [
      SENTENCE,
      CARD,
      CARD.replaceAll(' ', ''),
      4111111111111111,
      [SENTENCE],
      { a: SENTENCE },
    ];
    const names = [
      'recordingId',
      'reason',
      'worker',
      'pid',
      'waitMs',
      'host',
      'version',
      'sha256',
      'stageMs',
      'models',
      'msg',
      'text',
    ];
    for (const name of names) for (const value of values) logger.info({ [name]: value }, 'Said');
    const numberAsText = text().replace(/"recordingId":"?4111111111111111"?/g, '');
    for (const secret of SECRETS) expect(numberAsText).not.toContain(secret);
  });

  it('of unknown name are dropped and counted, whatever they hold', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.anything(), (name, value) => {
        const { logger, lines } = capture();
        logger.info({ [`x-${name}`]: value }, 'Said');
        expect(Object.keys(lines()[0] ?? {})).toEqual(
          value === undefined || typeof value === 'function' || typeof value === 'symbol'
            ? ['level', 'time', 'msg']
            : ['level', 'time', 'msg', 'withheldFields'],
        );
      }),
    );
  });
});
