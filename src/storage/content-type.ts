import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.aac': 'audio/aac',
  '.amr': 'audio/amr',
  '.flac': 'audio/flac',
  '.gsm': 'audio/gsm',
  '.json': 'application/json',
  '.m4a': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.oga': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.wma': 'audio/x-ms-wma',
};

/** Media type by file name, null when the extension is not one of a recording. A hint only: ffprobe decides. */
export function contentTypeOf(name: string): string | null {
  return TYPES[extname(name).toLowerCase()] ?? null;
}
