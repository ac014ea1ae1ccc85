import { chmodSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import type { StartState } from '../../../src-shared/domain/library.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import type { Scene, SceneVersion } from '../../../src-shared/domain/scene.ts';
import { askMain } from '../../helpers/ask-main.ts';
import {
  openWindow,
  seriousViolations,
  type AppWindow,
  type OpenWindowOptions,
} from '../../helpers/app-window.ts';
import { atRest } from '../../helpers/novel-file.ts';
import { fillDisk, smallDisk } from '../../helpers/small-disk.ts';

let open: AppWindow | null = null;
afterEach(async () => {
  await open?.[Symbol.asyncDispose]();
  open = null;
});

/** The window with its first scene to write in. */
async function write(options: OpenWindowOptions): Promise<AppWindow> {
  open = await openWindow(options);
  await open.page.locator('.prose').click();
  await open.page.keyboard.press('Control+End');
  return open;
}

async function firstScene(page: Page) {
  const { opened } = await askMain<StartState>(page, 'app.start', {});
  if (!opened) throw new Error('no novel is open');
  return { novelId: opened.novelId, sceneId: scenesOf(opened.outline)[0]!.id };
}

const prose = (page: Page): Promise<string> => page.locator('.prose').innerText();
const saving = (page: Page): Promise<string | null> =>
  page.locator('[data-saving]').getAttribute('data-saving');

async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await look()) return;
    await sleep(50);
  }
  throw new Error(`it did not come to this: ${what}`);
}

test('kill -9 during continuous typing: nothing the indicator called saved is lost, and at most three seconds are', async () => {
  const { path: novel } = atRest();
  let home: string | undefined;
  for (const typingMs of [2600, 4100, 5700]) {
    const window = await write(home === undefined ? { novel } : { home });
    const round = `r${typingMs}n`;
    await window.page.keyboard.press('Enter');
    const typedAt = new Map<number, number>();
    let calledSaved = 0;
    const began = Date.now();
    for (let word = 1; Date.now() - began < typingMs; word++) {
      typedAt.set(word, Date.now());
      await window.page.keyboard.type(`${round}${word} `, { delay: 5 });
      const seen = await window.page.evaluate(() => ({
        saving: document.querySelector('[data-saving]')?.getAttribute('data-saving'),
        text: document.querySelector('.prose')?.textContent ?? '',
      }));
      if (seen.saving === 'saved') calledSaved = lastOf(seen.text, round);
    }
    const killedAt = Date.now();
    ({ home } = window);
    await window.kill();

    const again = await write({ home });
    const kept = lastOf(await prose(again.page), round);
    expect(kept).toBeGreaterThanOrEqual(calledSaved);
    const oldestLost = typedAt.get(kept + 1);
    if (oldestLost !== undefined) expect(killedAt - oldestLost).toBeLessThanOrEqual(3000);
    await again.close();
  }
});

function lastOf(text: string, round: string): number {
  return Math.max(
    0,
    ...[...text.matchAll(new RegExp(`${round}(\\d+) `, 'gu'))].map(([, number]) => Number(number)),
  );
}

test('what is typed is set by the language, saved, found, and undone after a visit to another scene', async () => {
  const { path: novel } = atRest();
  const { page } = await write({ novel });
  const before = await prose(page);
  await page.keyboard.type(" \"It's the '90s -- rock 'n' roll...\"");
  expect(await prose(page)).toContain('“It’s the ’90s — rock ’n’ roll…”');
  await page
    .getByRole('row', { name: /Scene 2/ })
    .first()
    .click();
  await until('the second scene is open', async () => (await prose(page)).includes('Tomas came up'));
  const { novelId, sceneId } = await firstScene(page);
  const versions = await askMain<SceneVersion[]>(page, 'versions.list', { novelId, sceneId });
  expect(versions.some(({ reason }) => reason === 'leave')).toBe(true);

  await page
    .getByRole('row', { name: /Scene 1/ })
    .first()
    .click();
  await until('the first scene is open', async () => (await prose(page)).includes('roll…'));
  await page.keyboard.press('Control+f');
  await page.keyboard.type('lamp');
  expect(await page.locator('.prose-found').allInnerTexts()).toEqual(['lamp']);
  await page.keyboard.press('Escape');
  for (let steps = 0; steps < 20 && (await prose(page)) !== before; steps++)
    await page.keyboard.press('Control+z');
  expect(await prose(page)).toBe(before);
  await until('the undo is saved', async () => (await saving(page)) === 'saved');
  expect(await seriousViolations(page)).toEqual([]);
});

test('a scene that was changed elsewhere while the writer wrote: both texts are kept, and the writer chooses', async () => {
  const { path: novel } = atRest();
  const { page } = await write({ novel });
  const { novelId, sceneId } = await firstScene(page);
  const stored = await askMain<Scene>(page, 'scenes.get', { novelId, sceneId });
  await page.keyboard.type(' Mine.');
  const [first] = stored.document.content;
  const theirs = {
    ...stored.document,
    content: [{ ...first, content: [{ type: 'text', text: 'Theirs.' }] }],
  };
  await askMain(page, 'scenes.save', {
    novelId,
    sceneId,
    document: JSON.stringify(theirs),
    baseRevision: stored.revision,
  });
  const dialog = page.getByRole('alertdialog', { name: 'This scene was changed elsewhere' });
  await dialog.waitFor();
  expect(await dialog.innerText()).toContain('Theirs.');
  await dialog.getByRole('button', { name: 'Take the one in the file' }).click();
  await until('the stored text is shown', async () => (await prose(page)) === 'Theirs.');
  const [kept] = await askMain<SceneVersion[]>(page, 'versions.list', { novelId, sceneId });
  const mine = await askMain<Scene>(page, 'versions.get', { novelId, versionId: kept!.id });
  expect(JSON.stringify(mine.document)).toContain('Mine.');
});

test('a disk that fills while typing: the words stay in the window, it says so, and saves them when there is room', async () => {
  const disk = smallDisk(12);
  if (!disk) return console.log('no small disk can be mounted here: not tested');
  chmodSync(disk, 0o777);
  const novel = join(disk, 'lamp.fabula');
  copyFileSync(atRest().path, novel);
  chmodSync(novel, 0o666);
  open = await openWindow();
  const { app, page } = open;
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, novel);
  await page.keyboard.press('Control+o');
  await page.locator('.prose').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' One.');
  await until('it is saved', async () => (await saving(page)) === 'saved');
  const fillings: (() => void)[] = [];
  while ((await saving(page)) !== 'failed' && fillings.length < 8) {
    fillings.push(fillDisk(disk, 0, `filler ${fillings.length}`)); // the space that was held back is used up next
    await page.keyboard.type(` Word ${'and word '.repeat(40)}.`);
    await page.keyboard.press('Control+s');
    await until('it is tried', async () => ['saved', 'failed'].includes((await saving(page)) ?? ''));
  }
  expect(await page.getByRole('alert').allInnerTexts()).toContainEqual(
    expect.stringContaining('Your words are still in this window'),
  );
  const shown = await prose(page);
  fillings.forEach((free) => free());
  await until('it is saved by itself', async () => (await saving(page)) === 'saved');
  expect(await prose(page)).toBe(shown);
});
