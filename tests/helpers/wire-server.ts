import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';

/** A request as it came over the wire. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer byte for byte: its pieces in order, each after a pause, and what happens after the last. */
export interface RawAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly pieces: readonly (Buffer | string)[];
  /** Milliseconds before the headers, and before each piece but the first. */
  readonly headersAfter?: number;
  readonly pause?: number;
  readonly then?: 'end' | 'reset' | 'stall';
  /** Sent again and again until the other end leaves. */
  readonly repeat?: string;
}

export interface WireServer {
  readonly origin: string;
  readonly requests: readonly RawRequest[];
  close(): Promise<void>;
}

/** A loopback server that answers any path with the bytes it is told. */
export async function startWireServer(answer: (request: RawRequest) => RawAnswer): Promise<WireServer> {
  const requests: RawRequest[] = [];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then((request) => {
      requests.push(request);
      return send(response, answer(request));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<RawRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const body = JSON.parse(Buffer.concat(pieces).toString() || '{}') as RawRequest['body'];
  return { method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers, body };
}

async function send(response: ServerResponse, answer: RawAnswer): Promise<void> {
  const { status = 200, headers = {}, pieces, headersAfter = 0, pause = 0, then = 'end', repeat } = answer;
  if (headersAfter > 0) await wait(headersAfter);
  response.writeHead(status, headers);
  response.flushHeaders();
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await (pause > 0 ? wait(pause) : breathe());
    if (response.destroyed) return;
    response.write(piece);
  }
  while (repeat !== undefined && !response.destroyed) {
    response.write(repeat);
    await wait(20);
  }
  if (then === 'end') response.end();
  if (then === 'reset') setTimeout(() => response.destroy(), 20); // after what was written has left
}
