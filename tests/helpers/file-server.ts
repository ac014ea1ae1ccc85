import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a loopback host of files does wrong, request by request. */
export interface FileServerOptions {
  readonly bytes: Buffer;
  /** Cuts the connection after so many bytes of the n-th answer, from 0; none unless given. */
  cutAfter?(request: number): number | null;
  readonly hasRanges?: boolean;
  /** Names its checksum as a model hub does, on a redirect. */
  readonly linksChecksum?: string;
  /** Milliseconds before each piece. */
  readonly delay?: number;
}

export interface FileServer {
  readonly url: string;
  /** The `Range` of each request for the bytes, null where there was none. */
  readonly ranges: readonly (string | null)[];
  /** From now on another file stands there. */
  change(bytes: Buffer): void;
  close(): Promise<void>;
}

const pieceLength = 64 * 1024;

/** A loopback host that gives one file with ranges and ETags. */
export async function startFileServer(options: FileServerOptions): Promise<FileServer> {
  let { bytes } = options;
  const ranges: (string | null)[] = [];
  const server = createServer((request, response) => {
    if (options.linksChecksum !== undefined && request.url === '/file') {
      response.writeHead(302, { location: '/blob', 'x-linked-etag': `"${options.linksChecksum}"` });
      return void response.end();
    }
    const number = ranges.push(request.headers.range ?? null) - 1;
    void give(request, response, { bytes, options, number });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/file`,
    ranges,
    change: (other) => (bytes = other),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Giving {
  readonly bytes: Buffer;
  readonly options: FileServerOptions;
  readonly number: number;
}

async function give(
  request: IncomingMessage,
  response: ServerResponse,
  { bytes, options, number }: Giving,
): Promise<void> {
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  const isSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag;
  const from = options.hasRanges !== false && asked !== undefined && isSame ? Number(asked) : 0;
  if (from > 0 && from >= bytes.length) {
    response.writeHead(416, { 'content-range': `bytes */${bytes.length}` });
    return void response.end();
  }
  const headers = { etag, 'content-length': bytes.length - from, 'content-type': 'application/octet-stream' };
  const range = { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` };
  response.writeHead(from > 0 ? 206 : 200, from > 0 ? { ...headers, ...range } : headers);
  const cut = options.cutAfter?.(number) ?? null;
  const end = cut === null ? bytes.length : Math.min(bytes.length, from + cut);
  for (let at = from; at < end; at += pieceLength) {
    if (options.delay !== undefined) await new Promise((resolve) => setTimeout(resolve, options.delay));
    if (response.destroyed) return;
    response.write(bytes.subarray(at, Math.min(end, at + pieceLength)));
  }
  if (cut === null) return void response.end();
  setTimeout(() => response.destroy(), 30);
}
