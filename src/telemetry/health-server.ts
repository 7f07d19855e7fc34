import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from 'prom-client';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import type { Readiness } from './readiness.ts';

export interface HealthServerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly registry: Registry;
  /**
   * Must depend neither on the database nor on the bucket: a DaemonSet controller replaces pods that are not ready, and
   * an outage would then restart the whole fleet.
   */
  readonly readiness: () => Readiness;
}

export interface HealthServer {
  /** The port it listens on. */
  readonly port: number;
  /** Resolves when the port is free again; open connections are ended. */
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/**
 * `/metrics` for Prometheus, `/healthz` (any answer means the event loop turns; never job progress) and `/readyz`
 * (200 while ready, 503 while loading or draining).
 * @throws CallmillError config_invalid when the address cannot be taken
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { host, port } = options;
  const server = createServer({ keepAliveTimeout: 5000, requestTimeout: 10_000 }, (request, response) => {
    void respond(request, response, options);
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = systemCode(error) ?? 'unknown reason';
    throw new CallmillError('config_invalid', `Cannot listen on ${host} port ${port} (${why})`, {
      remedy: 'Choose another CALLMILL_HTTP_HOST or CALLMILL_HTTP_PORT, or 0 to switch the server off.',
      cause: error,
    });
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: HealthServerOptions,
): Promise<void> {
  const { status, type, body } = await answer(request, options);
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function answer(
  { method, url = '/' }: IncomingMessage,
  { registry, readiness }: HealthServerOptions,
): Promise<Answer> {
  if (method !== 'GET' && method !== 'HEAD') return text(405, 'method not allowed');
  switch (url.split('?', 1)[0]) {
    case '/metrics':
      return metrics(registry);
    case '/healthz':
      return text(200, 'alive');
    case '/readyz': {
      const state = readiness();
      return text(state === 'ready' ? 200 : 503, state);
    }
    default:
      return text(404, 'not found: /metrics, /healthz, /readyz');
  }
}

async function metrics(registry: Registry): Promise<Answer> {
  try {
    return { status: 200, type: registry.contentType, body: await registry.metrics() };
  } catch {
    return text(500, 'a metric could not be collected');
  }
}

function text(status: number, body: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}
