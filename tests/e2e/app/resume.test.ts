import type { Page } from '@playwright/test';
import { rmSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import {
  draftWritten,
  generateChapter,
  isForm,
  modelOf,
  paidModelOf,
  plannedNovel,
  willingModel,
} from '../../helpers/crew-window.ts';

let window: AppWindow | null = null;
let home: string | null = null;
let server: Awaited<ReturnType<typeof willingModel>> | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  await server?.close();
  if (home !== null) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  window = home = server = null;
});

async function open(env: Record<string, string>): Promise<Page> {
  window = await openWindow(home === null ? { novel: plannedNovel(), env } : { home, env });
  ({ home } = window);
  const { page } = window;
  page.setDefaultTimeout(60_000); // a busy machine
  await page.locator('.prose').waitFor();
  return page;
}

const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 60_000 });
const draftText = async (page: Page): Promise<string> =>
  (await page.locator('.draft-words').allInnerTexts()).join('\n');
const question = (page: Page) => page.getByRole('alertdialog', { name: 'A job waits for your word' });

test('kill -9 of the app while a local chapter is written: the next start finishes it, no finished step asked twice, no sentence twice', async () => {
  server = await willingModel(40);
  await generateChapter(await open(modelOf(server)));
  await soon(() => server!.requests.filter((request) => !isForm(request)).length).toBe(2);
  await draftWritten(window!.page, 300);
  await window!.kill();
  const before = server.requests.length;
  server.delay = 1;

  const page = await open(modelOf(server));
  await page.locator('.draft-block').first().waitFor();
  expect(await page.locator('.draft-part').count()).toBe(2);
  const sentences = (await draftText(page)).match(/[^.]+\./gu) ?? [];
  expect(new Set(sentences).size).toBe(sentences.length);
  const asked = server.requests.map(({ prompt }) => prompt);
  const repeated = asked.slice(before).filter((prompt) => asked.slice(0, before).includes(prompt));
  expect(repeated.length).toBeLessThanOrEqual(1); // the call that was cut off
});

test('a paid chapter that was being written when the app was killed asks before it goes on, and goes on when told', async () => {
  server = await willingModel(40);
  await generateChapter(await open(paidModelOf(server)));
  await draftWritten(window!.page, 80);
  await window!.kill();
  const before = server.requests.length;

  server.delay = 1;
  const page = await open(paidModelOf(server));
  await question(page).waitFor();
  expect(server.requests.length).toBe(before);
  await question(page).getByRole('button', { name: 'Go on' }).click();
  await page.locator('.draft-block').first().waitFor();
  expect(await page.locator('.draft-part').count()).toBe(2);
});

test('paid jobs, one under way and one that never began, ask after the app was closed, and wait where the answer is no', async () => {
  server = await willingModel(60);
  const first = await open(paidModelOf(server));
  await generateChapter(first);
  await draftWritten(first, 40);
  await generateChapter(first);
  await soon(() => first.locator('.job-status').innerText()).toContain('1');
  await window!.close();
  const before = server.requests.length;

  const page = await open(paidModelOf(server));
  for (let asked = 0; asked < 2; asked++) {
    await question(page).getByRole('button', { name: 'Not now' }).click();
  }
  await soon(() => question(page).count()).toBe(0);
  expect(server.requests.length).toBe(before);
});
