import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { listBin } from '../../../src-main/db/bin.ts';
import { insertEntry } from '../../../src-main/db/lore.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { getScene } from '../../../src-main/db/scenes.ts';
import { chaptersOf, scenesOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { chooseFromMenu } from '../../helpers/app-window/choose-from-menu.ts';
import { dropPaths, openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';
import { atRest, novelFile, temporaryFolder, type NovelText } from '../../helpers/novel-file.ts';
import { writeFileSync } from 'node:fs';

let window: AppWindow | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  window = null;
});

/** The app with a novel of two acts, three chapters and five scenes, or of this text, its tree on screen. */
async function open(text?: NovelText): Promise<AppWindow> {
  const { path, folder } = atRest(text ? { text } : {});
  renameSync(path, join(folder, 'lamp.fabula'));
  window = await openWindow({ novel: join(folder, 'lamp.fabula') });
  await rows(window.page).first().waitFor();
  return window;
}

const rows = (page: Page) => page.getByRole('treegrid').getByRole('row');
const row = (page: Page, name: string) => rows(page).filter({ hasText: name }).first();
const titles = (page: Page) => page.locator('.tree-title').allTextContents();
const notice = (page: Page, text: string | RegExp) => page.getByText(text);
const prose = (page: Page) => page.locator('.ProseMirror');

/** What the file says once the app has closed it. */
async function inFile<Found>(
  app: AppWindow,
  look: (db: ReturnType<typeof openReader>) => Found,
): Promise<Found> {
  await app.close();
  const db = openReader(join(app.home, 'lamp.fabula'));
  try {
    return look(db);
  } finally {
    db.close();
  }
}

test('by keys alone a writer renames, moves, splits, merges and takes it back, and the file has every word', async () => {
  const app = await open();
  const { page } = app;
  await row(page, 'Scene 2').click();
  await expect.poll(() => prose(page).textContent()).toContain('Tomas came up the stairs.');

  await page.keyboard.press('F2');
  await page.keyboard.type('The stairs');
  await page.keyboard.press('Enter');
  await expect.poll(() => titles(page)).toContain('The stairs');

  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await titles(page)).slice(2, 4)).toEqual(['The stairs', 'Scene 1']);

  await page.keyboard.press('Enter'); // into the text
  await prose(page).press('Home');
  for (let at = 0; at < 'Tomas came '.length; at++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Control+Alt+s');
  await expect.poll(() => prose(page).textContent()).toBe('up the stairs.');

  await page.keyboard.press('Control+Alt+z');
  await notice(page, /Undone: splitting/).waitFor();
  await expect.poll(() => prose(page).textContent()).toContain('Tomas came up the stairs.');

  await row(page, 'The stairs').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Merge with the next scene' }).press('Enter');
  await expect
    .poll(() => prose(page).textContent())
    .toBe('Tomas came up the stairs.Mara lit the lamp.The harbour was empty.');
  await page.keyboard.press('Control+Alt+z');
  await expect.poll(() => prose(page).textContent()).toBe('Tomas came up the stairs.');

  const [first, ...others] = await inFile(app, (db) =>
    scenesOf(getOutline(db)).map(({ id, title }) => [title, textOfDocument(getScene(db, id).document)]),
  );
  expect(first).toEqual(['The stairs', 'Tomas came up the stairs.']);
  expect(others.map(([title]) => title)).toEqual(['Scene 1', 'Scene 1', 'Scene 1', 'Scene 2']);
});

test('a binned chapter takes the open scene along with its last words, comes back with them, and goes for good only after a yes', async () => {
  const app = await open();
  const { page } = app;
  await row(page, 'Scene 1').click();
  await prose(page).press('Control+End');
  await page.keyboard.type(' And dark.');
  await row(page, 'Chapter 1.1').focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => prose(page).textContent()).toContain('In the morning the ship was gone.');
  await expect.poll(() => titles(page)).not.toContain('Chapter 1.1'); // the tree is drawn behind the page

  await page.getByRole('button', { name: 'Bin (1)' }).click();
  await page.getByRole('dialog').getByText('Mara lit the lamp.').waitFor();
  await page.getByRole('button', { name: 'Restore “Chapter 1.1”' }).click();
  await page.getByText('The bin is empty.').waitFor();
  await page.keyboard.press('Escape');
  expect((await titles(page)).slice(0, 3)).toEqual(['Act 1', 'Chapter 1.1', 'Scene 1']);

  await row(page, 'Act 2').focus();
  await page.keyboard.press('Delete');
  await page.getByRole('button', { name: 'Bin (1)' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Keep' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('The bin is empty.').waitFor();

  const { text, acts, bin } = await inFile(app, (db) => ({
    text: textOfDocument(getScene(db, scenesOf(getOutline(db))[0]!.id).document),
    acts: db.prepare('SELECT count(*) FROM act').pluck().get(),
    bin: listBin(db),
  }));
  expect(text).toContain('The harbour was empty. And dark.');
  expect([acts, bin]).toEqual([1, []]);
});

test('an undo of a split is refused where words were written since, and offers both texts beside each other', async () => {
  const { page } = await open();
  await row(page, 'Scene 1').click();
  await prose(page).press('Control+Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Alt+s');
  await expect.poll(() => titles(page)).toContain('Scene 2');
  await row(page, 'Scene 1').click();
  await expect.poll(() => prose(page).textContent()).toContain('Mara');
  await prose(page).press('Control+End');
  await page.keyboard.type(' She waited.');
  await page.keyboard.press('Control+Alt+z');
  await notice(page, /has changed since/).waitFor();
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('What an undo would have put back').waitFor();
  expect(await dialog.textContent()).toContain('She waited.');
  await dialog.getByRole('button', { name: 'Keep the text as it is' }).click();
  expect(await prose(page).textContent()).toContain('She waited.');
});

test('a scene dragged onto a chapter goes into it, one dragged between two scenes stands there', async () => {
  const app = await open();
  const { page } = app;
  const drag = async (name: string, to: string, share: number) => {
    const [from, target] = [await row(page, name).boundingBox(), await row(page, to).boundingBox()];
    await page.mouse.move(from!.x + 90, from!.y + 14);
    await page.mouse.down();
    await page.mouse.move(from!.x + 94, from!.y + 20, { steps: 4 });
    await page.mouse.move(target!.x + 90, target!.y + target!.height * share, { steps: 12 });
    await page.mouse.up();
  };
  await row(page, 'Scene 2').focus();
  await page.keyboard.press('F2');
  await page.keyboard.type('Stairs');
  await page.keyboard.press('Enter');
  await drag('Stairs', 'Chapter 2.1', 0.5);
  const chapters = () => titles(page).then((all) => all.join(' | '));
  await expect.poll(chapters).toContain('Chapter 1.1 | Scene 1 | Chapter 1.2');
  await expect.poll(chapters).toContain('Chapter 2.1 | Scene 1 | Scene 2 | Stairs');
  await drag('Stairs', 'Scene 2', 0.05);
  await expect.poll(chapters).toContain('Chapter 2.1 | Scene 1 | Stairs | Scene 2');
  const last = await inFile(app, (db) =>
    chaptersOf(getOutline(db))
      .at(-1)!
      .scenes.map(({ title }) => title),
  );
  expect(last).toEqual(['Scene 1', 'Stairs', 'Scene 2']);
});

test('files dropped on the tree are offered as manuscript, not as lore', async () => {
  const app = await open();
  const file = join(temporaryFolder(), 'novella.md');
  writeFileSync(file, '# One\n\nShe came in.\n\n# Two\n\nHe left.\n');
  await dropPaths(app.page, '.manuscript-tree', [app.bring(file)]);
  await app.page
    .getByRole('dialog')
    .getByText(/manuscript/i)
    .first()
    .waitFor();
});

test('a tree of a thousand scenes draws only what is seen, is folded as it was left, and passes for everyone in both themes', async () => {
  const text = Array.from({ length: 4 }, () =>
    Array.from({ length: 25 }, () => Array.from({ length: 10 }, () => 'She weighed the wool.')),
  );
  const app = await open(text);
  const { page } = app;
  expect(await rows(page).count()).toBeLessThan(60);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousViolations(page)).toEqual([]);
  }
  await row(page, 'Chapter 1.1').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await titles(page)).slice(1, 3)).toEqual(['Chapter 1.1', 'Chapter 1.2']);
  await page.getByRole('searchbox', { name: 'Filter by title' }).fill('chapter 4.25');
  await expect.poll(() => titles(page)).toEqual(['Act 4', 'Chapter 4.25']);
  await page.getByRole('searchbox', { name: 'Filter by title' }).fill('');
  await app.close();
  window = await openWindow({ home: app.home });
  await rows(window.page).first().waitFor();
  expect((await titles(window.page)).filter((title) => title.startsWith('Chapter 1.')).slice(0, 2)).toEqual([
    'Chapter 1.1',
    'Chapter 1.2',
  ]);
});

test('whose eyes a scene is seen through is found by a part of the name, kept, and taken away again', async () => {
  const { db, path, folder } = novelFile();
  for (const [title, kind] of [
    ['The Marsh', 'place'],
    ['Tomas', 'character'],
    ['Mara', 'character'],
  ] as const)
    insertEntry(db, { content: { ...loreContent({ title, body: '' }), kind }, createdBy: 'writer' });
  db.pragma('journal_mode = DELETE');
  db.close();
  renameSync(path, join(folder, 'lamp.fabula'));
  window = await openWindow({ novel: join(folder, 'lamp.fabula') });
  const { page, app } = window;
  await row(page, 'Scene 2').click();
  await chooseFromMenu(app, 'panel.details');
  const field = page.getByRole('combobox', { name: 'Point of view' });
  await field.fill('mar');
  expect(await page.getByRole('option').allInnerTexts()).toEqual(['Mara', 'The Marsh\nPlace']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => field.inputValue()).toBe('Mara');
  await expect.poll(() => page.getByRole('listbox').count()).toBe(0);
  await field.fill('nobody');
  await page.getByText('No entry of the worldbook has this name.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('textbox', { name: 'Synopsis' }).click();
  await expect.poll(() => field.inputValue()).toBe('Mara');
  const inDetails = page.getByRole('combobox', { name: 'Place' });
  await inDetails.fill('marsh');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await field.fill('');
  await page.keyboard.press('Tab');

  const scenes = await inFile(window, (db) => scenesOf(getOutline(db)));
  const [first, second] = scenes;
  expect([first?.povEntryId, second?.povEntryId]).toEqual([null, null]);
  expect(second?.placeEntryId).not.toBeNull();
});
