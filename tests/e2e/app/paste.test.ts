import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import type { StartState } from '../../../src-shared/domain/library.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';
import { askMain } from '../../helpers/ask-main.ts';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { atRest } from '../../helpers/novel-file.ts';

let open: AppWindow | null = null;
afterEach(async () => {
  await open?.[Symbol.asyncDispose]();
  open = null;
});

const lines = Array.from({ length: 2000 }, (_, at) => `The lamp ${at + 1} went out.`);

test('two thousand pasted paragraphs: one undo takes all back, and a scene that is left at once is saved whole', async () => {
  open = await openWindow({ novel: atRest().path });
  const { page } = open;
  await page.locator('.prose').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  const before = await blocks(page);

  await paste(page);
  await expect.poll(async () => (await blocks(page)).length).toBe(before.length + 1999);
  const pasted = await blocks(page);
  expect(pasted.slice(before.length - 1).map(({ text }) => text)).toEqual(lines);
  expect(new Set(pasted.map(({ id }) => id)).size).toBe(pasted.length);
  await page.keyboard.press('Control+z');
  expect(await blocks(page)).toEqual(before);
  await page.keyboard.press('Control+y');
  await expect.poll(() => blocks(page)).toEqual(pasted);
  await page.keyboard.press('Control+z');

  await paste(page);
  await page.keyboard.press('Alt+PageDown');
  await expect.poll(() => page.locator('.prose').innerText()).toContain('Tomas came up');
  const stored = await storedBlocks(page);
  expect(stored.slice(before.length - 1).map(({ text }) => text)).toEqual(lines);
  expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
});

async function paste(page: Page): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', pasted.map((line) => `<p>${line}</p>`).join(''));
    clipboardData.setData('text/plain', pasted.join('\n'));
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector('.prose')?.dispatchEvent(event);
  }, lines);
}

const blocks = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.prose > *')].map((block) => ({
      id: block.dataset['id'],
      text: block.textContent,
    })),
  );

/** The first scene's blocks as they stand in the file. */
async function storedBlocks(page: Page) {
  const { opened } = await askMain<StartState>(page, 'app.start', {});
  if (!opened) throw new Error('no novel is open');
  const sceneId = scenesOf(opened.outline)[0]!.id;
  const { document } = await askMain<Scene>(page, 'scenes.get', { novelId: opened.novelId, sceneId });
  return document.content.map((block) => ({
    id: block.attrs.id,
    text:
      block.type === 'paragraph'
        ? (block.content ?? []).map((part) => (part.type === 'text' ? part.text : '\n')).join('')
        : '',
  }));
}
