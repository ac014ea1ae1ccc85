import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { openWriter } from '../../../src-main/db/connection.ts';
import { setNovelSetting } from '../../../src-main/db/novels.ts';
import { say } from '../../../src-main/services/words.ts';

/** Begins to write the open chapter with the model the novel has, as the writer would, and waits for the first words. */
export async function startGenerating(page: Page): Promise<void> {
  await page.keyboard.press('Control+Shift+G');
  await page.getByRole('button', { name: say('generate.start'), exact: true }).click();
  const practice = page.getByRole('button', { name: say('practice.run'), exact: true });
  await practice.click({ timeout: 3000 }).catch(() => undefined); // only before the practice model's first run
  await page.waitForFunction(
    () => (document.querySelector('.stream-text')?.textContent.length ?? 0) > 20,
    null,
    {
      timeout: 120_000,
    },
  );
}

/** How many characters of the draft have come. */
export function streamedLength(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelector('.stream-text')?.textContent.length ?? 0);
}

/** Gives a novel at rest a model behind an address. */
export function useServer(path: string, baseUrl: string): void {
  const db = openWriter(path);
  const model = { provider: 'openai-compatible', baseUrl, model: 'even', contextTokens: 32_768 };
  setNovelSetting(db, { name: 'models', value: { default: model } });
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** A loopback server that streams prose at a steady rate, tokens of about four characters, for as long as it is read. */
export async function startEvenServer(tokensPerSecond: number): Promise<{ baseUrl: string; close(): void }> {
  const words = 'the lamp went out and nobody on the quay could say who had seen it last . '.split(' ');
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const send = (choice: object): boolean =>
      response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`);
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
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { baseUrl: `http://127.0.0.1:${port}/v1`, close };
}
