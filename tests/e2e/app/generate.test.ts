import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { askMain } from '../../helpers/ask-main.ts';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import {
  draftWritten as written,
  generateChapter as generate,
  modelOf,
  plannedNovel,
  willingModel,
} from '../../helpers/crew-window.ts';
import { startModelServer, type ModelServer } from '../../helpers/model-server.ts';

const patience = 240_000; // a loaded machine with a model on it
let window: AppWindow | null = null;
let server: ModelServer | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  await server?.close();
  window = server = null;
});

async function openWith(model: 'embedded' | ModelServer): Promise<Page> {
  const env = model === 'embedded' ? {} : modelOf(model);
  window = await openWindow({ novel: plannedNovel(), env });
  await window.page.waitForSelector('.prose', { timeout: patience });
  window.page.setDefaultTimeout(patience);
  return window.page;
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);

test('the built-in model calls itself a practice model before its first run, writes, and keeps its text when stopped', async () => {
  const page = await openWith('embedded');
  await generate(page);
  await page.getByRole('button', { name: 'Go on for practice' }).click();
  await written(page, 60);
  const before = await textOf(page, '.draft-text-stream');
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.waitForSelector('.draft-block');
  expect(await textOf(page, '.draft-panel')).toContain(before.slice(0, 40));
  await page.locator('.tree-title', { hasText: 'Morning' }).click();
  expect(await textOf(page, '.prose')).toBe(''); // a draft is no manuscript
}, 600_000);

test('a paragraph accepted by keyboard fills its scene, and one undo empties it and the draft remembers', async () => {
  server = await willingModel(1);
  const page = await openWith(server);
  await generate(page);
  await page.waitForSelector('.draft-block');
  const places = await page.locator('.draft-place').allInnerTexts();
  expect(places.map((words) => words.trim().split('\n')[0])).toEqual(['Fills “Morning”', 'Fills “Evening”']);
  const first = page.locator('.draft-block').first();
  const words = (await first.locator('.draft-words').textContent())!;
  await first.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction((text) => document.querySelector('.prose')?.textContent === text, words);
  expect(await first.innerText()).toContain('In the manuscript');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('.prose')?.textContent === '');
  await page.waitForFunction(() => !document.querySelector('.draft-block-taken'));
  await page.getByRole('button', { name: 'Accept all' }).click();
  await page.waitForFunction(
    () => document.querySelectorAll('.draft-block:not(.draft-block-taken)').length === 0,
  );
}, 600_000);

test('a worker that is killed while it writes is replaced, and the chapter is finished without a word from the writer', async () => {
  server = await willingModel(60);
  const page = await openWith(server);
  await generate(page);
  await written(page, 80);
  const killed = await window!.app.evaluate(({ app }) => {
    const crew = app
      .getAppMetrics()
      .filter(({ name, serviceName }) => `${name} ${serviceName}`.includes('crew'));
    for (const { pid } of crew) process.kill(pid, 'SIGKILL');
    return crew.length;
  });
  expect(killed).toBe(1);
  await page.waitForSelector('.draft-block');
  expect(await page.locator('.draft-part').count()).toBe(2);
}, 600_000);

test('a window that is loaded anew goes on showing the chapter from its beginning, each word once', async () => {
  server = await willingModel(60);
  const page = await openWith(server);
  await generate(page);
  await written(page, 80);
  const before = await textOf(page, '.draft-text-stream');
  await page.reload();
  await written(page, before.length + 60);
  const after = await textOf(page, '.draft-text-stream');
  expect(after.startsWith(before)).toBe(true);
  expect(new Set(after.match(/\d+ grey/gu)).size).toBe(after.match(/\d+ grey/gu)!.length);
}, 600_000);

test('a continuation stands in pencil outside the text until Tab takes it, behind the cursor’s paragraph', async () => {
  server = await willingModel(1);
  const page = await openWith(server);
  await page.locator('.prose p').first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+J');
  const accept = page.locator('.pencil-button', { hasText: 'Accept' });
  await accept.waitFor();
  const pencil = await page.locator('.pencil-text p').allInnerTexts();
  expect(await page.locator('.prose > p').allInnerTexts()).toEqual([
    'Mara lit the lamp.',
    'The harbour was empty.',
  ]);
  await page.keyboard.press('Tab');
  await page.waitForFunction(
    (count) => document.querySelectorAll('.prose > p').length === count,
    2 + pencil.length,
  );
  expect(await page.locator('.prose > p').allInnerTexts()).toEqual([
    'Mara lit the lamp.',
    ...pencil,
    'The harbour was empty.',
  ]);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.waitForFunction(() => document.querySelectorAll('.prose > p').length === 2);
}, 600_000);

test('a model that answers nothing says so, and neither the text nor the way to try again is lost', async () => {
  server = await startModelServer({ answers: () => ({ text: '' }) });
  const page = await openWith(server);
  await page.locator('.prose p').first().click();
  await page.keyboard.press('Control+J');
  await page.locator('.pencil-status-error').waitFor();
  expect(await textOf(page, '.pencil-status')).toMatch(/nothing that could be used|no text|answered/iu);
  expect(await page.locator('.pencil-button', { hasText: 'Again' }).isVisible()).toBe(true);
  expect(await page.locator('.prose > p').allInnerTexts()).toEqual([
    'Mara lit the lamp.',
    'The harbour was empty.',
  ]);
}, 600_000);

test('with the model’s file missing nothing begins: generate, continue and rewrite say so and lead to models, a review says rules judge', async () => {
  window = await openWindow({ novel: plannedNovel(), env: { FABULA_MODEL_FILE: '/nowhere/none.gguf' } });
  const { page } = window;
  await page.locator('.prose').click();
  const question = page.getByRole('alertdialog', { name: 'This model is not on this machine' });
  const leave = async (): Promise<void> => {
    await question.getByText('embedded/none').waitFor();
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
  };
  for (const keys of ['Control+Shift+G', 'Control+j', 'Control+Shift+J', 'Control+Alt+j']) {
    await page.keyboard.press(keys);
    await leave();
    expect(await page.getByRole('dialog').count()).toBe(0);
  }
  await page.keyboard.press('F7');
  const panel = page.locator('.review');
  await panel.getByText('Rules alone judge for now: embedded/none is not on this machine.').waitFor();
  await panel.locator('.review-layers').waitFor({ timeout: patience });

  await page.getByRole('button', { name: 'Generate', exact: true }).click();
  await question.getByRole('button', { name: 'See models to fetch' }).click();
  await page.locator('.local-models-page').waitFor();
  await page.keyboard.press('Escape');
  const { opened } = await askMain<{ opened: { novelId: string } }>(page, 'app.start', {});
  const jobs = await askMain(page, 'jobs.list', { novelId: opened.novelId });
  expect(jobs).toMatchObject([
    { kind: 'review-chapter', state: expect.stringMatching(/success|needs_human/) },
  ]);
});
