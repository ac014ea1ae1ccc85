import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { modelOf, plannedNovel } from '../../helpers/crew-window.ts';
import { startModelServer, type ModelServer, type WireRequest } from '../../helpers/model-server.ts';

const lamp = 'Mara lit the lamp.';
const harbour = 'The harbour was empty.';
const rewritten = 'Not one boat lay at the quay.';
const expanded =
  'Mara struck a match and held it to the wick. The flame climbed, blue and then yellow, and the glass began to warm under her hand.';

let window: AppWindow | null = null;
let server: ModelServer | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  await server?.close();
  window = server = null;
});

/** Rewrites the harbour and tells the lamp at greater length. */
const answers = ({ prompt }: WireRequest) => ({
  text: prompt.includes('at greater length') ? expanded : rewritten,
});

async function open(): Promise<Page> {
  server = await startModelServer({ answers });
  window = await openWindow({ novel: plannedNovel(), env: modelOf(server) });
  const { page } = window;
  page.setDefaultTimeout(60_000); // a busy machine
  await page.locator('.prose > p').first().waitFor();
  return page;
}

const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 60_000 });
const paragraphs = (page: Page): Promise<string[]> => page.locator('.prose > p').allInnerTexts();
const selected = (page: Page): Promise<string> =>
  page.evaluate(() => document.getSelection()?.toString() ?? '');

test('a selection is rewritten: pencil beside it until it is accepted, a version of what stood, and one undo where the writer is', async () => {
  const page = await open();
  await page.locator('.prose > p', { hasText: harbour }).click({ clickCount: 3 });
  await soon(() => selected(page)).toContain(harbour);
  await page.keyboard.press('Control+Shift+J');
  const dialog = page.getByRole('dialog', { name: 'Rewrite the passage' });
  await dialog.getByRole('textbox', { name: 'How should it be?' }).fill('colder');
  await dialog.getByRole('button', { name: 'Rewrite', exact: true }).click();
  await page.locator('.pencil-button', { hasText: 'Accept' }).waitFor();
  expect(await page.locator('.pencil-text').innerText()).toBe(rewritten);
  expect(await page.locator('.pencil-source').innerText()).toBe(harbour);
  expect(await paragraphs(page)).toEqual([lamp, harbour]);
  expect(server!.requests.at(-1)!.prompt).toContain('colder');
  await page.locator('.pencil-button', { hasText: 'Accept' }).click();
  await soon(() => paragraphs(page)).toEqual([lamp, rewritten]);
  expect(await page.locator('.pencil').count()).toBe(0);

  await page.keyboard.press('Control+Shift+H');
  const versions = page.getByRole('dialog', { name: 'Versions of the scene' });
  await versions
    .getByRole('option', { name: /accepted/u })
    .last()
    .click();
  await versions.getByText(harbour).first().waitFor();
  await page.keyboard.press('Escape');
  await versions.waitFor({ state: 'detached' });

  await page.locator('.prose').focus();
  await page.keyboard.press('Control+z');
  await soon(() => paragraphs(page)).toEqual([lamp, harbour]);
});

test('the cursor’s paragraph is told at greater length in its place, its neighbours untouched', async () => {
  const page = await open();
  await page.locator('.prose > p', { hasText: lamp }).click();
  await page.keyboard.press('Control+Alt+J');
  const dialog = page.getByRole('dialog', { name: 'Tell it at greater length' });
  await dialog.getByRole('textbox', { name: 'How should it be?' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.pencil-button', { hasText: 'Accept' }).waitFor();
  await page.keyboard.press('Enter');
  await soon(() => paragraphs(page)).toEqual([expanded, harbour]);
});

test('the exact prompt of a continuation, a rewriting and a longer telling is shown with tokens and reasons before anything is asked', async () => {
  const page = await open();
  await page.locator('.prose > p', { hasText: harbour }).click();
  const entries = [
    ['Continue as you say…', 'Continue'],
    ['Rewrite the selection…', 'Rewrite'],
    ['Tell the selection at greater length…', 'Expand'],
  ] as const;
  for (const [entry, start] of entries) {
    await page.getByRole('button', { name: 'More help from the model' }).click();
    await page.getByRole('menuitem', { name: entry }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'How should it be?' }).fill('with fog');
    await page.getByRole('button', { name: 'Look at the prompt' }).click();
    const dialog = page.getByRole('dialog', { name: 'The prompt, before anything is sent' });
    await dialog.getByText('This is exactly what will be sent.').waitFor();
    expect(await dialog.locator('.prompt-part-text').allInnerTexts()).toEqual(
      expect.arrayContaining([expect.stringContaining('with fog')]),
    );
    expect(await dialog.getByRole('region', { name: 'Why this is in it' }).innerText()).toMatch(
      /\d+ tokens/u,
    );
    expect(server!.requests).toHaveLength(0);
    if (start !== 'Expand') await page.keyboard.press('Escape');
    else await dialog.getByRole('button', { name: start, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }
  await page.locator('.pencil-button', { hasText: 'Accept' }).waitFor();
  const sent = server!.requests[0]!.prompt;
  for (const piece of [harbour, lamp, 'with fog']) expect(sent).toContain(piece);
});
