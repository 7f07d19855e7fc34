import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { systemCode } from '../errors/coerce.ts';
import { CallmillError } from '../errors/error.ts';
import { DEFAULT_PATIENCE, downloadTo, type OpenedBody, type Patience } from './download.ts';
import { isPublicAddress, privateAddressError, publicLookup } from './public-address.ts';
import type { Download, DownloadOptions } from './store.ts';

export interface SourceOptions extends DownloadOptions {
  /** Host names or addresses (as in the URL, without port) that may lie in a private network. */
  readonly allowedHosts?: readonly string[];
  /** Replaces {@link DEFAULT_PATIENCE}; `stallMs` also bounds the wait for an answer. */
  readonly patience?: Patience;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Downloads a row's `source_url` to `path`, with the same limits, hashing and resumption as a store.
 * Only http and https, at most five redirects, none from https to http, and no private address on the way
 * (server-side request forgery) unless its host is allowed.
 * Errors: source_refused, source_unreachable, object_missing, access_denied, object_too_large, object_empty,
 * object_truncated, storage_full. None quotes the URL: it may hold credentials or a signature.
 */
export async function downloadSource(url: string, path: string, options: SourceOptions): Promise<Download> {
  const source = parseSource(url);
  const patience = options.patience ?? DEFAULT_PATIENCE;
  const open = (offset: number, etag: string | null, signal?: AbortSignal) =>
    openSource(source, offset, etag, options.allowedHosts ?? [], patience.stallMs, signal);
  return downloadTo(open, path, options, patience);
}

function parseSource(url: string): URL {
  const parsed = URL.parse(url);
  if (parsed === null) throw refused('The source_url is not a valid address');
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw refused('The source_url is neither http nor https');
  }
  return parsed;
}

async function openSource(
  source: URL,
  offset: number,
  etag: string | null,
  allowedHosts: readonly string[],
  answerMs: number,
  signal?: AbortSignal,
): Promise<OpenedBody> {
  let url = source;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const answer = await send(url, rangeHeaders(offset, etag), allowedHosts, answerMs, signal);
    if (!REDIRECTS.has(answer.statusCode ?? 0)) return openedFrom(answer);
    answer.destroy();
    url = redirectTarget(url, answer.headers.location);
  }
  throw refused(`The source_url redirects more than ${MAX_REDIRECTS} times`);
}

/** If-Range: a changed object comes whole instead of as a piece that does not fit. Weak tags cannot vouch for bytes. */
function rangeHeaders(offset: number, etag: string | null): Record<string, string> {
  if (offset === 0 || etag === null || etag.startsWith('W/')) return {};
  return { range: `bytes=${offset}-`, 'if-range': etag };
}

function redirectTarget(from: URL, location: string | undefined): URL {
  const next = location === undefined ? null : URL.parse(location, from.href);
  if (next === null) throw refused('The source_url redirects to no valid address');
  const to = parseSource(next.href);
  if (from.protocol === 'https:' && to.protocol === 'http:') {
    throw refused('The source_url redirects from https to http');
  }
  return to;
}

function send(
  url: URL,
  headers: Record<string, string>,
  allowedHosts: readonly string[],
  answerMs: number,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const allowed = allowedHosts.includes(host);
  // An address in the URL itself never passes through the lookup.
  if (!allowed && isIP(host) !== 0 && !isPublicAddress(host)) throw privateAddressError();
  const options: RequestOptions = {
    headers: { ...headers, 'accept-encoding': 'identity', accept: 'audio/*, video/*, */*' },
    agent: false,
    ...(allowed ? {} : { lookup: publicLookup }),
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    const timer = setTimeout(() => request.destroy(timedOut()), answerMs);
    request.once('response', (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
    // Stays for the life of the request: a connection lost later must not become an uncaught error.
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(signal?.aborted === true ? signal.reason : sourceError(error));
    });
    request.end();
  });
}

function openedFrom(answer: IncomingMessage): OpenedBody {
  const status = answer.statusCode ?? 0;
  if (status !== 200 && status !== 206) {
    answer.destroy();
    throw statusError(status);
  }
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(answer.headers['content-range'] ?? '');
  if (status === 206 && range === null) {
    answer.destroy();
    throw new CallmillError('source_unreachable', 'The source_url answered with a piece of unknown place');
  }
  const length = answer.headers['content-length'];
  return {
    body: answer,
    offset: range === null ? 0 : Number(range[1]),
    total: range === null ? (length === undefined ? null : Number(length)) : Number(range[2]),
    contentType: answer.headers['content-type'] ?? null,
    etag: answer.headers.etag ?? null,
  };
}

function statusError(status: number): CallmillError {
  if (status === 404 || status === 410) {
    return new CallmillError('object_missing', `The source_url answered with status ${status}`, {
      remedy: 'Correct source_url, then requeue the row.',
    });
  }
  if (status === 401 || status === 403) {
    return new CallmillError('access_denied', `The source_url answered with status ${status}`, {
      remedy: 'Give source_url an address that may be read (its signature may have expired).',
    });
  }
  return new CallmillError('source_unreachable', `The source_url answered with status ${status}`);
}

function sourceError(error: Error): CallmillError {
  if (error instanceof CallmillError) return error;
  const code = systemCode(error) ?? 'no code';
  return new CallmillError('source_unreachable', `The source_url cannot be reached (${code})`, {
    cause: error,
  });
}

function timedOut(): CallmillError {
  return new CallmillError('source_unreachable', 'The source_url did not answer in time');
}

function refused(message: string): CallmillError {
  return new CallmillError('source_refused', message);
}
