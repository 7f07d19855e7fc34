import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type HealthServer, startHealthServer } from '../../src/telemetry/health-server.ts';
import { createMetrics } from '../../src/telemetry/metrics.ts';
import { type Readiness, readinessOf } from '../../src/telemetry/readiness.ts';

let server: HealthServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(readiness: () => Readiness = () => 'ready') {
  const metrics = createMetrics();
  const started = await startHealthServer({
    host: '127.0.0.1',
    port: 0,
    registry: metrics.registry,
    readiness,
  });
  server = started;
  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${started.port}${path}`, init);
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return { metrics, get, port: started.port, close: started.close };
}

describe('the health server', () => {
  it('serves the metrics as Prometheus wants them', async () => {
    const { metrics, get } = await serve();
    metrics.audioSeconds.inc(61.5);
    const { status, headers, body } = await get('/metrics');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('\ncallmill_audio_seconds_total 61.5\n');
  });

  it('is alive in every state and ready in one', async () => {
    let state: Readiness = 'loading';
    const { get } = await serve(() => state);
    const both = async () => {
      const [alive, ready] = [await get('/healthz'), await get('/readyz?verbose')];
      return [alive.status, ready.status, ready.body];
    };
    expect(await both()).toEqual([200, 503, 'loading\n']);
    state = 'ready';
    expect(await both()).toEqual([200, 200, 'ready\n']);
    state = 'draining';
    expect(await both()).toEqual([200, 503, 'draining\n']);
  });

  it('is ready only while the worker runs', () => {
    const states = ['initialising', 'running', 'draining', 'drained', 'failed'] as const;
    expect(states.map(readinessOf)).toEqual(['loading', 'ready', 'draining', 'draining', 'draining']);
  });

  it('refuses other paths and methods, and answers HEAD without a body', async () => {
    const { get } = await serve();
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics', { method: 'POST' })).status).toBe(405);
    const head = await get('/healthz', { method: 'HEAD' });
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([200, '', '6']);
  });

  it('says 500 and lives on when a metric cannot be collected', async () => {
    const { metrics, get } = await serve();
    metrics.registry.registerMetric({
      name: 'broken',
      get: () => Promise.reject(new Error('secret')),
    } as never);
    const { status, body } = await get('/metrics');
    expect([status, body]).toEqual([500, 'a metric could not be collected\n']);
    expect((await get('/healthz')).status).toBe(200);
  });

  it('closes with a connection still open, and its port is free again', async () => {
    const { get, port, close } = await serve();
    const idle = connect(port, '127.0.0.1');
    await once(idle, 'connect');
    const ended = once(idle, 'close');
    idle.on('error', () => undefined);
    await get('/healthz');
    await close();
    await ended;
    server = undefined;
    await expect(get('/healthz')).rejects.toThrow();
    const again = await startHealthServer({
      host: '127.0.0.1',
      port,
      registry: createMetrics().registry,
      readiness: () => 'ready',
    });
    expect(again.port).toBe(port);
    await again.close();
  });

  it('names the address it cannot take', async () => {
    const { port } = await serve();
    const second = startHealthServer({
      host: '127.0.0.1',
      port,
      registry: createMetrics().registry,
      readiness: () => 'ready',
    });
    await expect(second).rejects.toMatchObject({
      code: 'config_invalid',
      message: `Cannot listen on 127.0.0.1 port ${port} (EADDRINUSE)`,
    });
  });
});
