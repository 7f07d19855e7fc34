import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Endpoint, type EndpointOptions } from '../../src/endpoints/endpoint.ts';
import { endpointServer, json } from './server.ts';

const SECRET = 'sk-swordfish';
const body = () => ({ body: '{"words":"four one one one"}', contentType: 'application/json' });

function endpoint(url: string, given: Partial<EndpointOptions> = {}): Endpoint {
  return new Endpoint({
    name: 'vllm',
    url,
    key: SECRET,
    stage: 'analyse',
    timeoutMs: 2000,
    backoffMs: 1,
    retries: 2,
    ...given,
  });
}

async function failure(work: Promise<unknown>) {
  const error = (await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as { code: string; message: string; retry: string } | null;
  // Neither key nor words nor address, whatever happened.
  for (const secret of [SECRET, 'four one', '127.0.0.1'])
    expect(JSON.stringify(error) + error?.message).not.toContain(secret);
  return error;
}

describe('an endpoint', () => {
  it('is asked with its key and answers with JSON', async () => {
    const server = await endpointServer((response) => json(response, { fine: true }));
    expect(await endpoint(server.url).post('chat/completions', body)).toEqual({ fine: true });
    expect(server.seen).toMatchObject([{ path: '/v1/chat/completions', authorization: `Bearer ${SECRET}` }]);
  });

  it.each([429, 500, 503])(
    'that answers %i is asked again, and again no more than agreed',
    async (status) => {
      const passing = await endpointServer((response, _, count) =>
        json(response, {}, count < 2 ? status : 200),
      );
      expect(await endpoint(passing.url).post('x', body)).toEqual({});
      const lasting = await endpointServer((response) => json(response, {}, status));
      expect(await failure(endpoint(lasting.url).post('x', body))).toMatchObject({
        code: 'endpoint_unavailable',
      });
      expect(lasting.seen).toHaveLength(3);
    },
  );

  it.each([400, 401, 403, 404])('that answers %i is not asked again', async (status) => {
    const server = await endpointServer((response) => json(response, { error: 'four one one one' }, status));
    expect(await failure(endpoint(server.url).post('x', body))).toMatchObject({ code: 'endpoint_refused' });
    expect(server.seen).toHaveLength(1);
  });

  it('that asks for more patience than there is, is left alone', async () => {
    const server = await endpointServer((response) => {
      response.writeHead(429, { 'retry-after': '3600' }).end();
    });
    expect(await failure(endpoint(server.url).post('x', body))).toMatchObject({
      code: 'endpoint_unavailable',
    });
    expect(server.seen).toHaveLength(1);
  });

  it('that never answers is given up in time', async () => {
    const server = await endpointServer(() => undefined);
    const asked = endpoint(server.url, { timeoutMs: 50, retries: 0 }).post('x', body);
    expect(await failure(asked)).toMatchObject({ code: 'endpoint_timeout', retry: 'infrastructure' });
  });

  it('that is not there is unreachable', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await new Promise((closed) => gone.close(closed));
    expect(await failure(endpoint(`http://127.0.0.1:${port}/v1`).post('x', body))).toMatchObject({
      code: 'endpoint_unavailable',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('that answers nonsense, too much or with a redirect is not believed', async () => {
    const nonsense = await endpointServer((response) => response.end('<html>'));
    expect(await failure(endpoint(nonsense.url).post('x', body))).toMatchObject({ code: 'endpoint_invalid' });
    const flood = await endpointServer((response) => response.end(Buffer.alloc(17 * 1024 * 1024, 32)));
    expect(await failure(endpoint(flood.url).post('x', body))).toMatchObject({ code: 'endpoint_invalid' });
    const away = await endpointServer((response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/' }).end();
    });
    expect(await failure(endpoint(away.url, { retries: 0 }).post('x', body))).toMatchObject({
      code: 'endpoint_unavailable',
    });
    expect(away.seen).toHaveLength(1);
  });

  it('stops at once when the job is stopped', async () => {
    const stop = new AbortController();
    const server = await endpointServer(() => stop.abort(new Error('stopped')));
    await expect(endpoint(server.url).post('x', body, stop.signal)).rejects.toThrow('stopped');
  });
});

describe('after three outages in a row', () => {
  it('an endpoint is given a rest, tried by one request, and is back when that succeeds', async () => {
    let broken = true;
    const server = await endpointServer((response) => json(response, {}, broken ? 503 : 200));
    const told: boolean[] = [];
    const shaky = endpoint(server.url, { retries: 0, restMs: 100, onRest: (resting) => told.push(resting) });
    for (let n = 0; n < 3; n += 1) await failure(shaky.post('x', body));
    expect(shaky.resting).toBe(true);

    // Open: nobody waits for it.
    expect(await failure(shaky.post('x', body))).toMatchObject({ message: expect.stringContaining('rest') });
    expect(server.seen).toHaveLength(3);

    // Half open: the one that tries finds it broken still.
    await new Promise((waited) => setTimeout(waited, 110));
    await failure(shaky.post('x', body));
    expect(server.seen).toHaveLength(4);
    expect(shaky.resting).toBe(true);

    broken = false;
    await new Promise((waited) => setTimeout(waited, 110));
    expect(await shaky.post('x', body)).toEqual({});
    expect(shaky.resting).toBe(false);
    expect(told.at(0)).toBe(true);
    expect(told.at(-1)).toBe(false);
  });

  it('which refusals are not: the server is there', async () => {
    const server = await endpointServer((response) => json(response, {}, 404));
    const refusing = endpoint(server.url);
    for (let n = 0; n < 5; n += 1) await failure(refusing.post('x', body));
    expect(refusing.resting).toBe(false);
    expect(server.seen).toHaveLength(5);
  });
});
