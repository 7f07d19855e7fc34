/** What is known of an object before it is downloaded. */
export interface ObjectHead {
  readonly sizeBytes: number;
  readonly contentType: string | null;
  /** Changes when the object changes; used to resume a cut download safely. */
  readonly etag: string | null;
}

/** A finished download. */
export interface Download {
  readonly path: string;
  readonly sizeBytes: number;
  /** Lower-case hex SHA-256 of the bytes on disk. */
  readonly sha256: string;
  readonly contentType: string | null;
  /** Version of the object that these bytes are, as `head` tells it; null when the source has none. */
  readonly etag: string | null;
}

export interface DownloadOptions {
  /** Refuse larger objects before and while reading (object_too_large). */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (bytes: number, total: number | null) => void;
}

/**
 * Where recordings live: an S3 bucket or a local directory. Keys are `/`-separated, never absolute, never `..`.
 * Errors: object_missing, access_denied, object_too_large, object_empty, object_truncated, bucket_unreachable, storage_full.
 */
export interface Store {
  /** For people: `s3 bucket calls at r2.example` or `directory /srv/calls`; holds no secret. */
  readonly description: string;
  head(key: string, signal?: AbortSignal): Promise<ObjectHead>;
  /** Streams to `path`, hashing on the way; a body cut mid-stream is resumed with Range and If-Match. */
  download(key: string, path: string, options: DownloadOptions): Promise<Download>;
  /** Streams a file up, replacing what was there. */
  upload(path: string, key: string, contentType: string, signal?: AbortSignal): Promise<void>;
  delete(key: string, signal?: AbortSignal): Promise<void>;
  /** Keys under a prefix, at most `limit`. */
  list(prefix: string, limit: number, signal?: AbortSignal): Promise<readonly string[]>;
}
