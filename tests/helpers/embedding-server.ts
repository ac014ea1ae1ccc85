import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server answers its n-th request, from 0; a status, silence, or vectors of another length. */
export type EmbeddingFault =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | 'silent'
  | 'too-few'
  | 'html';

export interface EmbeddingServerOptions {
  readonly dimension: number;
  readonly key?: string;
  fault?(request: number): EmbeddingFault | null;
}

export interface EmbeddingServer {
  readonly origin: string;
  /** The texts of each request that was answered, with the body as it came. */
  readonly asked: readonly {
    readonly path: string;
    readonly texts: readonly string[];
    readonly body: unknown;
  }[];
  setDimension(dimension: number): void;
  close(): Promise<void>;
}

/**
 * A loopback server that embeds over the wires of OpenAI, Ollama and Gemini. A text's vector has a fixed direction for
 * each of its words, so that texts are near where they share words; not of unit length.
 */
export async function startEmbeddingServer(options: EmbeddingServerOptions): Promise<EmbeddingServer> {
  let { dimension } = options;
  let requests = 0;
  const asked: EmbeddingServer['asked'][number][] = [];
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const fault = options.fault?.(requests++) ?? null;
      if (fault === 'silent') return;
      if (fault === 'html')
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>');
      const key = request.headers.authorization?.slice(7) ?? request.headers['x-goog-api-key'];
      const isRefused = options.key !== undefined && key !== options.key;
      if (fault !== null && fault !== 'too-few')
        return void response.writeHead(fault.status, fault.headers ?? {}).end('{"error":{"message":"no"}}');
      if (isRefused) return void response.writeHead(401).end('{"error":{"message":"bad key"}}');
      const path = request.url ?? '';
      const texts = textsIn(body);
      asked.push({ path, texts, body });
      const vectors = texts.map((text) => vectorOf(text, dimension)).slice(fault === 'too-few' ? 1 : 0);
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer(path, vectors)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    setDimension: (next) => (dimension = next),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

interface Body {
  readonly input?: readonly string[];
  readonly requests?: readonly {
    readonly content: { readonly parts: readonly { readonly text: string }[] };
  }[];
}

async function read(request: IncomingMessage): Promise<Body> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return JSON.parse(text || '{}') as Body;
}

function textsIn({ input, requests }: Body): readonly string[] {
  return input ?? requests?.map(({ content }) => content.parts[0]?.text ?? '') ?? [];
}

function answer(path: string, vectors: readonly (readonly number[])[]): unknown {
  if (path === '/api/embed') return { embeddings: vectors, prompt_eval_count: vectors.length * 7 };
  if (path.endsWith(':batchEmbedContents')) return { embeddings: vectors.map((values) => ({ values })) };
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
  return { data: data.toReversed(), usage: { prompt_tokens: vectors.length * 7 } };
}

function vectorOf(text: string, dimension: number): readonly number[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return Array.from({ length: dimension }, (_, at) =>
    words.reduce((sum, word) => sum + sign(word, at), 0.001),
  );
}

function sign(word: string, at: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(at + 1, 0x9e3779b1);
  for (const letter of word) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) >>> 31 === 0 ? 1 : -1;
}
