import type { Locator, Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import {
  filledForm,
  generateChapter,
  isForm,
  modelOf,
  plannedNovel,
  willingModel,
} from '../../helpers/crew-window.ts';
import { startModelServer, type ModelServer } from '../../helpers/model-server.ts';

let window: AppWindow | null = null;
let server: ModelServer | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  await server?.close();
  window = server = null;
});

const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 60_000 });
const paragraphs = async (page: Page): Promise<string[]> =>
  (await page.locator('.prose > p').allInnerTexts()).map((text) => text.trim());
const words = (page: Page, at: number): Locator => page.locator('.draft-words').nth(at);
const openScene = (page: Page, title: string): Promise<void> =>
  page.locator('.tree-title', { hasText: title }).first().click();
const more = async (page: Page, entry: string): Promise<void> => {
  await page.locator('.draft-foot').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
};

/** The window with the planned chapter's draft in its panel. */
async function openDraft(model: ModelServer): Promise<Page> {
  server = model;
  window = await openWindow({ novel: plannedNovel(), env: modelOf(server) });
  const { page } = window;
  page.setDefaultTimeout(60_000); // a busy machine
  await page.locator('.prose').waitFor();
  await generateChapter(page);
  await page.locator('.draft-block').first().waitFor();
  return page;
}

/** Drags with the mouse from before one word of a paragraph of the draft to behind another of a later one. */
async function drag(
  page: Page,
  from: readonly [number, string],
  to: readonly [number, string],
): Promise<void> {
  const spot = ([at, word]: readonly [number, string], side: 'left' | 'right') =>
    page.evaluate(
      ([index, text, edge]) => {
        const element = document.querySelectorAll('.draft-words')[index]!;
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        const node = walker.nextNode() as Text;
        const range = document.createRange();
        range.setStart(node, node.data.indexOf(text));
        range.setEnd(node, node.data.indexOf(text) + text.length);
        const lines = [...range.getClientRects()];
        const line = (edge === 'left' ? lines[0] : lines.at(-1))!;
        return { x: line[edge], y: line.top + line.height / 2 };
      },
      [at, word, side] as const,
    );
  const start = await spot(from, 'left');
  const end = await spot(to, 'right');
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 8 });
  await page.mouse.up();
}

test('a selection over two paragraphs is accepted alone, its rest stays in pencil, and Ctrl+Z takes it back', async () => {
  const page = await openDraft(await willingModel(1));
  const [first, second] = [await words(page, 0).innerText(), await words(page, 1).innerText()];
  const sentences = (text: string): string[] => text.match(/[^.]+\./gu)!.map((one) => one.trim());
  const [from, to] = [sentences(first)[2]!, sentences(second)[0]!];
  await drag(page, [0, from], [1, to]);
  await page.getByRole('button', { name: 'Accept the selection' }).click();
  await soon(() => paragraphs(page)).toEqual([from, to]);
  expect(await words(page, 0).locator('.draft-ink').innerText()).toBe(from);
  expect((await words(page, 0).locator('.draft-pencil').innerText()).trim()).toBe(
    sentences(first).slice(0, 2).join(' '),
  );
  await page.locator('.prose').focus();
  await page.keyboard.press('Control+z');
  await soon(() => paragraphs(page)).toEqual(['']);
  await soon(() => page.locator('.draft-ink').count()).toBe(0);
});

test('a paragraph goes in at the cursor, behind the paragraph it stands in, and the parts say which scenes they fill or make', async () => {
  const page = await openDraft(await willingModel(1));
  await openScene(page, 'Scene 1');
  await soon(() => paragraphs(page)).toEqual(['Mara lit the lamp.', 'The harbour was empty.']);
  await page.locator('.prose > p').first().click();
  const third = await words(page, 2).innerText();
  await page.locator('.draft-block').nth(2).click();
  await more(page, 'Accept at the cursor');
  await soon(() => paragraphs(page)).toEqual(['Mara lit the lamp.', third, 'The harbour was empty.']);
  await page.locator('.draft-taken').getByRole('button', { name: 'Undo' }).click();
  await soon(() => paragraphs(page)).toEqual(['Mara lit the lamp.', 'The harbour was empty.']);

  const place = page.locator('.draft-part').nth(1).locator('.draft-place');
  expect((await place.innerText()).split('\n')[0]).toBe('Fills “Evening”');
  await place.getByRole('button').first().click();
  await page.getByRole('option', { name: 'Makes a new scene' }).click();
  await soon(() => place.innerText()).toContain('Makes a new scene');
  const scenes = await page.locator('.tree-title').count();
  await place.getByRole('button', { name: 'Accept this part' }).click();
  await soon(() => page.locator('.tree-title').count()).toBe(scenes + 1);
  await openScene(page, 'Evening');
  await soon(() => paragraphs(page)).toEqual(['']);
});

test('a part is written again, brought back, compared with what stands, and the draft discarded and fetched back', async () => {
  const page = await openDraft(await willingModel(1));
  const before = await words(page, 0).innerText();
  const second = await words(page, 1).innerText();
  await page.locator('.draft-block').first().focus();
  await page.keyboard.press('r');
  await soon(() => words(page, 0).innerText()).not.toBe(before);
  const after = await page.locator('.draft-words').allInnerTexts();
  expect(after).toContain(second);
  await page.locator('.draft-block').first().hover();
  await page.getByRole('button', { name: 'Back to the earlier wording' }).first().click();
  await soon(() => words(page, 0).innerText()).toBe(before);

  await openScene(page, 'Morning');
  await page.locator('.prose').click();
  await page.keyboard.type('The quay was grey.');
  await page.locator('.draft-block').first().click();
  await more(page, 'Compare with what stands');
  const compare = page.getByRole('dialog', { name: 'What stands, and the draft' });
  await compare.getByText('The quay was grey.').waitFor();
  await compare.getByText(before.slice(0, 30)).first().waitFor();
  await page.keyboard.press('Escape');
  await compare.waitFor({ state: 'detached' });

  await more(page, 'Discard the draft');
  await page.locator('.draft-block').first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await soon(() => words(page, 0).innerText()).toBe(before);
});

test('a part that could not be written again says so and stands as it was', async () => {
  let isOver = false;
  const model = await startModelServer({
    answers: (request) => {
      if (isForm(request)) return filledForm(request);
      return isOver
        ? { status: 401, error: 'the key is over' }
        : 'By the wall Mara counted grey stones. She did not look up.';
    },
  });
  const page = await openDraft(model);
  const before = await page.locator('.draft-words').allInnerTexts();
  isOver = true;
  await page.locator('.draft-block').first().focus();
  await page.keyboard.press('r');
  await page.getByRole('alert').filter({ hasText: 'key' }).waitFor();
  expect(await page.locator('.draft-words').allInnerTexts()).toEqual(before);
  await page.getByRole('button', { name: 'Accept all' }).click();
  await page.getByText('All of it is in the manuscript.').waitFor();
});
