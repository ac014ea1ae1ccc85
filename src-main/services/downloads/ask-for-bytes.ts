import { AppError } from '../../../src-shared/errors.ts';

/** Bytes that come, from a place in a file on. */
export interface Coming {
  readonly from: number; // 0 where the server begins anew, whatever was asked for
  readonly total: number | null;
  readonly etag: string | null;
  /** The checksum a model hub names for a large file (X-Linked-Etag is the SHA-256 of a file in LFS). */
  readonly sha256: string | null;
  readonly body: ReadableStream<Uint8Array> | null; // null: nothing is left to come
}

export interface Wish {
  readonly url: string;
  readonly from: number;
  readonly etag: string | null;
  readonly signal: AbortSignal;
}

const mostHops = 6;

/**
 * Asks a server for a file from a byte on (RFC 9110: Range with If-Range). Redirects are followed by hand, never from
 * https to http. Throws DOWNLOAD_REFUSED, and what fetch throws.
 */
export async function askForBytes({ url, from, etag, signal }: Wish): Promise<Coming> {
  let sha256: string | null = null;
  let place = new URL(url);
  const canResume = from > 0 && etag !== null;
  for (let hop = 0; hop < mostHops; hop++) {
    const response = await fetch(place, {
      redirect: 'manual',
      signal,
      headers: {
        'accept-encoding': 'identity',
        ...(canResume ? { range: `bytes=${from}-`, 'if-range': etag } : {}),
      },
    });
    sha256 ??= checksumIn(response.headers);
    const { status, headers } = response;
    if (status >= 300 && status < 400 && headers.has('location')) {
      await response.body?.cancel();
      const next = new URL(headers.get('location') ?? '', place);
      if (place.protocol === 'https:' && next.protocol !== 'https:')
        throw new AppError('DOWNLOAD_REFUSED', { host: place.host, status });
      place = next;
      continue;
    }
    return read(response, { host: place.host, from: canResume ? from : 0, sha256 });
  }
  throw new AppError('DOWNLOAD_REFUSED', { host: place.host, status: 310 });
}

async function read(
  response: Response,
  { host, from, sha256 }: { readonly host: string; readonly from: number; readonly sha256: string | null },
): Promise<Coming> {
  const { status, headers, body } = response;
  const etag = strongEtag(headers);
  if (status === 206) {
    const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
    if (Number(start) === from) return { from, total: Number(total), etag, sha256, body };
  }
  const isPage = headers.get('content-type')?.includes('text/html') === true;
  if (status === 200 && !isPage) {
    const length = headers.get('content-length');
    return { from: 0, total: length === null ? null : Number(length), etag, sha256, body };
  }
  await body?.cancel();
  const [, whole] = /^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (status === 416 && Number(whole) === from) return { from, total: from, etag, sha256, body: null };
  const isPassing = status === 408 || status === 429 || status >= 500;
  throw new AppError('DOWNLOAD_REFUSED', { host, status, ...(isPassing ? { isPassing } : {}) });
}

function checksumIn(headers: Headers): string | null {
  const named = headers
    .get('x-linked-etag')
    ?.replace(/^W\/|"/g, '')
    .toLowerCase();
  return named !== undefined && /^[0-9a-f]{64}$/.test(named) ? named : null;
}

function strongEtag(headers: Headers): string | null {
  const etag = headers.get('etag');
  return etag === null || etag.startsWith('W/') ? null : etag;
}
