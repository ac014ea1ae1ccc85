import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** What goes wrong with an answer, and when. */
export const Fault = z.enum([
  'reset', // the connection breaks after `after` pieces
  'stall', // nothing more comes after `after` pieces
  'no-done', // no [DONE], and the connection stays open
  'no-finish', // ends without a finish reason
  'cut-chunk', // the last chunk is cut in half
  'html', // a page with status 200
  'json', // some JSON that is no completion
  'whole', // the whole completion at once, though a stream was asked for
  'empty', // an event stream with nothing in it
  'error-event', // an error inside the stream, after `after` pieces
  'not-json', // a chunk that is no JSON, after `after` pieces
]);

/** How the server answers one request. */
export const ServerAnswer = z.strictObject({
  text: z.string().default(''),
  reasoning: z.string().default(''),
  reason: z.string().default('stop'),
  delay: z.number().default(0), // milliseconds before each piece
  fault: Fault.optional(),
  after: z.int().default(0),
  status: z.int().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  error: z.string().default('no'), // a status's message
  refusal: z.string().optional(),
});
export type ServerAnswer = z.input<typeof ServerAnswer>;

/** A chat completion request as it came over the wire. */
export interface WireRequest {
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  readonly prompt: string; // all messages together
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ServerOptions {
  /** Answers in order, or a function that answers each request; a call after the last answer gets status 500. */
  readonly answers: readonly ServerAnswer[] | ((request: WireRequest) => ServerAnswer | string);
  /** The only key it accepts. */
  readonly key?: string;
  /** Fields of the request it refuses with status 400: "stream_options", "response_format" or "json_schema" ... */
  readonly refuses?: readonly string[];
  /** The models it lists. */
  readonly models?: readonly string[];
}

export interface ModelServer {
  readonly baseUrl: string;
  readonly requests: readonly WireRequest[];
  /** How many requests had this text in their prompt; all of them without one. */
  calls(text?: string): number;
  close(): Promise<void>;
}

/** A loopback server that speaks OpenAI's chat completions and misbehaves as told. */
export async function startModelServer(options: ServerOptions): Promise<ModelServer> {
  const { answers, key, refuses = [], models = [] } = options;
  const requests: WireRequest[] = [];
  const script = typeof answers === 'function' ? null : [...answers];
  const server = createServer((incoming, response) => {
    void readRequest(incoming).then(async (request) => {
      if (incoming.url === '/v1/models') return sendModels(response, models);
      requests.push(request);
      if (incoming.url !== '/v1/chat/completions') return sendError(response, 404, 'no such path');
      if (key !== undefined && incoming.headers.authorization !== `Bearer ${key}`)
        return sendError(response, 401, `wrong key ${incoming.headers.authorization ?? ''}`);
      const refused = refuses.find((field) => JSON.stringify(request.body).includes(`"${field}"`));
      if (refused) return sendError(response, 400, `unknown field ${refused}`);
      const next = script
        ? script.shift()
        : (answers as (request: WireRequest) => ServerAnswer | string)(request);
      if (next === undefined) return sendError(response, 500, 'the script is over');
      await sendAnswer(response, ServerAnswer.parse(typeof next === 'string' ? { text: next } : next));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    calls: (text = '') => requests.filter(({ prompt }) => prompt.includes(text)).length,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const body = JSON.parse(Buffer.concat(pieces).toString() || '{}') as WireRequest['body'];
  const messages = (body.messages ?? []) as WireRequest['messages'];
  return { body, messages, prompt: messages.map(({ content }) => content).join('\n\n') };
}

function sendModels(response: ServerResponse, models: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const data = models.map((id) => ({ id, object: 'model', created: 0, owned_by: 'here' }));
  response.end(JSON.stringify({ object: 'list', data }));
}

function sendError(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message, type: 'invalid_request_error' } }));
}

type Answer = z.output<typeof ServerAnswer>;

async function sendAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  const { fault, status } = answer;
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if (status !== 200) return sendError(response, status, answer.error);
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' });
    return void response.end('<html><body>Welcome to our Wi-Fi. Please sign in.</body></html>');
  }
  if (fault === 'json' || fault === 'whole') {
    response.writeHead(200, { 'content-type': 'application/json' });
    return void response.end(JSON.stringify(fault === 'json' ? { ok: true } : wholeCompletion(answer)));
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (fault === 'empty') return void response.end();
  await sendStream(response, answer);
}

async function sendStream(response: ServerResponse, answer: Answer): Promise<void> {
  const { fault, delay, after } = answer;
  const write = (value: unknown) => response.write(`data: ${JSON.stringify(value)}\n\n`);
  const deltas = deltasOf(answer);
  for (const [at, delta] of deltas.entries()) {
    if (fault !== undefined && at === after) {
      if (fault === 'stall') return;
      if (fault === 'reset') return void setTimeout(() => response.destroy(), 20); // after what was written has left
      if (fault === 'error-event')
        return void response.end(`data: {"error": {"message": "the engine died"}}\n\n`);
      if (fault === 'not-json') return void response.end('data: {"choices": [,]}\n\n');
    }
    if (delay > 0) await new Promise<void>((resolve) => setTimeout(resolve, delay));
    if (response.destroyed) return;
    write(chunkOf(delta, null));
  }
  if (fault === 'stall') return;
  if (fault === 'reset') return void setTimeout(() => response.destroy(), 20); // after what was written has left
  const last = `data: ${JSON.stringify(chunkOf({}, answer.reason))}\n\n`;
  if (fault === 'cut-chunk') return void response.end(last.slice(0, last.length / 2));
  if (fault === 'no-finish') return void response.end('data: [DONE]\n\n');
  response.write(last);
  write({ ...chunkOf({}, null), choices: [], usage: usageOf(answer) });
  if (fault !== 'no-done') response.end('data: [DONE]\n\n');
}

function deltasOf({ text, reasoning, refusal }: Answer): Record<string, string>[] {
  return [
    ...(reasoning === '' ? [] : [{ reasoning_content: reasoning }]),
    ...(refusal === undefined ? [] : [{ refusal }]),
    ...piecesOf(text).map((content) => ({ content })),
  ];
}

function piecesOf(text: string): string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/gu) ?? (text === '' ? [] : [text]);
}

function chunkOf(delta: Record<string, string>, finish_reason: string | null) {
  return {
    id: 'c',
    object: 'chat.completion.chunk',
    model: 'm',
    choices: [{ index: 0, delta, finish_reason }],
  };
}

function usageOf({ text }: Answer) {
  return {
    prompt_tokens: 10,
    completion_tokens: piecesOf(text).length,
    prompt_tokens_details: { cached_tokens: 4 },
  };
}

function wholeCompletion(answer: Answer) {
  const message = { role: 'assistant', content: answer.text };
  return {
    object: 'chat.completion',
    choices: [{ index: 0, message, finish_reason: answer.reason }],
    usage: usageOf(answer),
  };
}
