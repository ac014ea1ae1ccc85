import { fork } from 'node:child_process';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A server of tokens in a process of its own, so that serving takes nothing from what is measured. */
export async function startTokenServer(): Promise<{ readonly baseUrl: string; close(): Promise<void> }> {
  const child = fork(import.meta.filename, { execArgv: [] });
  const port = await new Promise<number>((done) => child.once('message', (told) => done(told as number)));
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    close() {
      child.kill();
      return new Promise((done) => child.once('exit', () => done()));
    },
  };
}

const chunkOf = (delta: object, finish_reason: string | null = null): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

/** Sends as many tokens as the prompt asks for, one after each pause of so many milliseconds. */
async function sendTokens(response: ServerResponse, { tokens, pause }: { tokens: number; pause: number }) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunkOf({ role: 'assistant', content: '' }));
  const started = performance.now();
  for (let token = 0; token < tokens; token++) {
    const due = started + token * pause - performance.now();
    if (due > 0.5) await wait(due);
    response.write(chunkOf({ content: ` word${token}` }));
  }
  response.write(chunkOf({}, 'stop'));
  response.write(
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [], usage: { prompt_tokens: 9, completion_tokens: tokens } })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}

if (import.meta.main) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      const [, tokens = '1', pause = '0'] = /tokens=(\d+) pause=(\d+)/u.exec(body) ?? [];
      void sendTokens(response, { tokens: Number(tokens), pause: Number(pause) });
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}
