import { join } from 'node:path';
import { CallmillError } from '../../errors/error.ts';
import { downloadSource } from '../../storage/http-source.ts';
import type { Download, DownloadOptions } from '../../storage/store.ts';
import type { Call } from '../call.ts';
import type { PipelineTools } from '../tools.ts';

/**
 * Brings the recording to the scratch directory and checks it against what the row says of it.
 *
 * @throws CallmillError the store's and the source's codes, object_truncated, checksum_mismatch
 */
export async function fetchAudio(
  call: Call,
  tools: PipelineTools,
  scratch: string,
  advance: (share: number) => void,
  signal: AbortSignal,
): Promise<Download> {
  const options: DownloadOptions = {
    maxBytes: tools.settings.maxBytes,
    signal,
    onProgress: (bytes, total) => advance(total === null ? 0 : bytes / total),
  };
  // A fixed name: the object's own may hold a caller's name and would travel to ffmpeg's command line.
  const path = join(scratch, 'recording');
  const { source } = call;
  const download =
    source.kind === 'object'
      ? await tools.store(source.bucket).download(source.key, path, options)
      : await downloadSource(source.url, path, {
          ...options,
          allowedHosts: tools.settings.privateSourceHosts,
        });
  checkAgainstRow(call, download);
  return download;
}

function checkAgainstRow(call: Call, download: Download): void {
  if (call.expectedSha256 !== null && call.expectedSha256.toLowerCase() !== download.sha256) {
    throw new CallmillError('checksum_mismatch', 'The object is not the file whose sha256 is on the row');
  }
  if (
    call.expectedSha256 === null &&
    call.expectedBytes !== null &&
    download.sizeBytes < call.expectedBytes
  ) {
    throw new CallmillError(
      'object_truncated',
      `The object has ${download.sizeBytes} of the ${call.expectedBytes} bytes on the row`,
    );
  }
}
