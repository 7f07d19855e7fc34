import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CallmillError } from '../../src/errors/error.ts';
import { withRecording } from '../../src/telemetry/logger.ts';
import { capture } from './log-lines.ts';

describe('a log line', () => {
  it('has level, ISO time in UTC, the base, the recording and its fields', () => {
    const { logger, lines } = capture({ service: 'callmill', version: '0.1.0', worker: 'board-7' });
    const label = { recordingId: 42, correlationId: '0f8fad5b-d9cb-469f-a165-70867728950e', attempt: 2 };
    withRecording(logger, label).info(
      {
        outcome: 'completed',
        stageMs: { fetch: 12, transcribe: 3400.5 },
        audioSeconds: 61.2,
        generated: false,
      },
      'Recording completed',
    );
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        service: 'callmill',
        version: '0.1.0',
        worker: 'board-7',
        ...label,
        outcome: 'completed',
        stageMs: { fetch: 12, transcribe: 3400.5 },
        audioSeconds: 61.2,
        generated: false,
        msg: 'Recording completed',
      },
    ]);
  });

  it('is written from its level on', () => {
    const { logger, lines } = capture();
    logger.level = 'warn';
    logger.info('not this');
    logger.warn('this');
    expect(lines().map((line) => line['msg'])).toEqual(['this']);
  });

  it('marks a known field whose value does not belong there', () => {
    const { logger, lines } = capture();
    logger.info({ reason: 'a whole sentence', port: 'x', host: '10.0.0.7', sha256: 'a1b2c3d4' }, 'Said');
    expect(lines()[0]).toMatchObject({
      reason: '[withheld]',
      port: '[withheld]',
      host: '10.0.0.7',
      sha256: 'a1b2c3d4',
    });
  });
});

describe('an error', () => {
  it('of callmill shows code, stage, retry class and message, and becomes the message of the line', () => {
    const { logger, lines } = capture();
    logger.error(new CallmillError('object_missing', 'No object has this key'));
    expect(lines()[0]).toMatchObject({
      msg: 'No object has this key',
      err: {
        type: 'CallmillError',
        code: 'object_missing',
        stage: 'fetch',
        retry: 'permanent',
        message: 'No object has this key',
      },
    });
  });

  it('of another kind shows class, system code and frames', async () => {
    const { logger, lines } = capture();
    const refused = await new Promise((resolve) => {
      connect({ host: '127.0.0.1', port: 1 }).once('error', resolve);
    });
    logger.error(new CallmillError('bucket_unreachable', 'No answer', { cause: refused }));
    logger.error({ err: new RangeError('x') });
    expect(lines()[0]).toMatchObject({ err: { cause: { type: 'Error', code: 'ECONNREFUSED' } } });
    expect(lines()[1]).toMatchObject({
      msg: 'Unexpected RangeError',
      err: {
        type: 'RangeError',
        stack: expect.stringMatching(/^at .*log-lines-say-what-happened\.test\.ts:\d+:\d+\)?\nat /),
      },
    });
  });
});
