import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { say } from '../../../src-main/services/words.ts';
import { smallestInstance } from '../../helpers/smallest-instance.ts';

/**
 * Begins to write the open chapter with the model there is, as the writer would, `words` long, and waits for the first
 * of them.
 */
export async function startGenerating(page: Page, words = 1200): Promise<void> {
  await page.keyboard.press('Control+Shift+G');
  const length = page.getByRole('textbox', { name: say('generate.words'), exact: true });
  await length.fill(String(words));
  await length.press('Tab');
  await page
    .getByRole('button', { name: say('generate.start'), exact: true })
    .last()
    .click();
  const practice = page.getByRole('button', { name: say('practice.run'), exact: true });
  await practice.click({ timeout: 3000 }).catch(() => undefined); // only before the practice model's first run
  await page.waitForFunction(
    () => (document.querySelector('.draft-text-stream')?.textContent.length ?? 0) > 20,
    null,
    { timeout: 240_000 },
  );
}

/** How many characters of the draft have come. */
export function streamedLength(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('.draft-text-stream')?.textContent.length ?? 0);
}

/**
 * A loopback server that streams prose at a steady rate, tokens of about four characters, for as long as it is read; a
 * form it fills in at once.
 */
export async function startEvenServer(tokensPerSecond: number): Promise<{ baseUrl: string; close(): void }> {
  const words = 'the lamp went out and nobody on the quay could say who had seen it last . '.split(' ');
  const server = createServer((request, response) => {
    const send = (choice: object): boolean =>
      response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
    void formAskedFor(request).then((form) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (form !== null) {
        send({ index: 0, delta: { content: form } });
        send({ index: 0, delta: {}, finish_reason: 'stop' });
        response.end('data: [DONE]\n\n');
        return;
      }
      const began = performance.now();
      let sent = 0;
      const timer = setInterval(() => {
        const due = ((performance.now() - began) * tokensPerSecond) / 1000;
        for (; sent < due; sent++) {
          const ending = sent % 90 === 89 ? '\n\n' : ' ';
          send({ index: 0, delta: { content: `${words[sent % words.length] ?? 'the'}${ending}` } });
        }
      }, 5);
      response.on('close', () => clearInterval(timer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1`, close };
}

/** The filled form that a request wants; null where it wants prose. */
async function formAskedFor(request: IncomingMessage): Promise<string | null> {
  const body = JSON.parse((await text(request)) || '{}') as Record<string, unknown>;
  const wanted = body['response_format'] as { json_schema?: { schema?: unknown } } | undefined;
  return wanted ? JSON.stringify(smallestInstance(wanted.json_schema?.schema ?? {})) : null;
}
