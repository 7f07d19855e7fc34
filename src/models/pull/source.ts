import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemCode } from '../../errors/coerce.ts';
import { CallmillError } from '../../errors/error.ts';
import type { ModelEntry, ModelFile } from '../manifest.ts';

/** Bytes of a file from `offset` on; a source that cannot start there says so with an offset of 0. */
export interface OpenedSource {
  readonly offset: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Where one file comes from: a web server or a directory. */
export interface ModelSource {
  /** Safe to show: a host or a directory, never a whole address. */
  readonly place: string;
  /**
   * @throws CallmillError model_unreachable when asking again is pointless; anything else may pass next time
   */
  open(offset: number, signal: AbortSignal): Promise<OpenedSource>;
}

/**
 * The source of a file: the mirror when one is given (`<mirror>/<id>/<file>`), its pinned address otherwise.
 * @param mirror base URL, `file:` URL or directory
 * @returns null when the file has no address
 */
export function sourceOf(entry: ModelEntry, file: ModelFile, mirror: string | null): ModelSource | null {
  if (mirror === null) return file.url === undefined ? null : webSource(new URL(file.url));
  if (/^https?:\/\//i.test(mirror)) {
    return webSource(new URL(`${mirror.replace(/\/+$/, '')}/${entry.id}/${file.name}`));
  }
  const directory = mirror.startsWith('file:') ? fileURLToPath(mirror) : mirror;
  return directorySource(join(directory, entry.id), file.name);
}

/** A file on a web server. */
export function webSource(url: URL): ModelSource {
  return {
    place: url.host,
    async open(offset, signal) {
      // Compression in transit would make byte offsets meaningless.
      const headers: Record<string, string> = { 'accept-encoding': 'identity' };
      if (offset > 0) headers['range'] = `bytes=${offset}-`;
      const { status, body, ...response } = await get(url, headers, signal);
      if (status === 206) return { offset: rangeStart(response.contentRange) ?? 0, chunks: body };
      if (status === 200) return { offset: 0, chunks: body };
      await body.cancel();
      if (status === 416) return { offset: 0, chunks: await restart(url, signal) };
      const message = `${url.host} answered ${status}`;
      // 408 and 429 ask for patience, 5xx may pass; any other answer stays what it is.
      if (status === 408 || status === 429 || status >= 500) throw new Error(message);
      throw new CallmillError('model_unreachable', message);
    },
  };
}

async function get(url: URL, headers: Record<string, string>, signal: AbortSignal) {
  const response = await fetch(url, { headers, signal });
  const body = response.body ?? new ReadableStream<Uint8Array>({ start: (stream) => stream.close() });
  return { status: response.status, contentRange: response.headers.get('content-range'), body };
}

/** The server has fewer bytes than are already here: those are no good, so the whole file is asked for. */
async function restart(url: URL, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  const { status, body } = await get(url, { 'accept-encoding': 'identity' }, signal);
  if (status === 200) return body;
  await body.cancel();
  throw new Error(`${url.host} answered ${status}`);
}

function rangeStart(contentRange: string | null): number | undefined {
  const start = /^bytes (\d+)-/.exec(contentRange ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

function directorySource(directory: string, name: string): ModelSource {
  const path = join(directory, name);
  return {
    place: directory,
    async open(offset, signal) {
      try {
        const { size } = await stat(path);
        const start = offset <= size ? offset : 0;
        return { offset: start, chunks: createReadStream(path, { start, signal, highWaterMark: 1 << 20 }) };
      } catch (cause) {
        const code = systemCode(cause) ?? 'unreadable';
        throw new CallmillError('model_unreachable', `${name} cannot be read in ${directory} (${code})`, {
          cause,
        });
      }
    },
  };
}
