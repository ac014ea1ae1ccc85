import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { askMain } from '../../helpers/ask-main.ts';
import {
  dropPaths,
  openWindow,
  seriousViolations,
  type AppWindow,
  type OpenWindowOptions,
} from '../../helpers/app-window.ts';
import { chooseFromMenu } from '../../helpers/app-window/choose-from-menu.ts';
import { atRest } from '../../helpers/novel-file.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');
let window: AppWindow | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  window = null;
});

async function open(options?: OpenWindowOptions): Promise<AppWindow> {
  return (window = await openWindow(options));
}

const editor = (page: Page) => page.locator('.ProseMirror');
const saved = (page: Page) => page.locator('[data-saving="saved"]').first().waitFor();
const choose = async (page: Page, words: string): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator('.palette-input').fill(words);
  await page.getByRole('option', { name: words }).first().waitFor();
  await page.keyboard.press('Enter');
};
const focusedRegion = (page: Page): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('data-region') ?? null);

test('a first novel is made, written in and closed, and the next start is back at its words and its cursor', async () => {
  const first = await open();
  const { page, documents, home } = first;
  await page.getByRole('button', { name: 'New novel' }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('The Lamp');
  await page.keyboard.press('Enter');
  await editor(page).waitFor();
  await editor(page).click();
  await page.keyboard.type('Mara lit the lamp. ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The harbour was empty.');
  await page.keyboard.press('Home');
  await saved(page);
  await page.waitForTimeout(1500); // the place is kept a second after the cursor rests
  await first.close();
  expect(readdirSync(join(documents, 'Fabula'))).toEqual(['The Lamp.fabula']);

  const { page: again } = await open({ home });
  await expect.poll(() => editor(again).innerText()).toContain('The harbour was empty.');
  await again.keyboard.type('Then, at dawn, ');
  await expect.poll(() => editor(again).innerText()).toContain('Then, at dawn, The harbour');
  expect(await again.title()).toBe('The Lamp · Fabula');
});

test('closing a novel leads to the welcome with it on the list, and a list that names a missing file says so', async () => {
  const { path } = atRest();
  const { page, home, app } = await open({ novel: path });
  await editor(page).waitFor();
  await page.keyboard.press('Control+w');
  const line = page.getByRole('button', { name: /^The Lamp/ });
  await line.waitFor();
  expect(await page.getByRole('alert').innerText()).toBe(''); // nothing that was under way complains
  expect(await seriousViolations(page)).toEqual([]);
  await line.click();
  await editor(page).waitFor();
  await page.keyboard.press('Control+w');
  await line.waitFor();
  for (const name of readdirSync(home, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('novel.fabula')) rmSync(join(home, name));
  await page.reload();
  await page.getByText('Nothing is at').waitFor();
  await page.getByRole('button', { name: 'Take “The Lamp” off the list' }).click();
  await line.waitFor({ state: 'detached' });
  expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.length)).toBeGreaterThan(3);
});

test('every part of the window is reached by F6, and a panel over the page gives the focus back', async () => {
  const { path } = atRest();
  const { page } = await open({ novel: path, size: { width: 1024, height: 700 } });
  await editor(page).click();
  await choose(page, 'Scene details');
  await expect.poll(() => focusedRegion(page)).toBe('panel');
  const seen = new Set<string | null>();
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press('F6');
    seen.add(await focusedRegion(page));
  }
  expect([...seen].sort()).toEqual(['header', 'page', 'panel', 'status', 'tree']);
  for (let press = 0; press < 6 && (await focusedRegion(page)) !== 'panel'; press++)
    await page.keyboard.press('F6');
  await page.keyboard.press('Escape');
  await expect.poll(() => focusedRegion(page)).toBe('page');
  expect(await page.locator('.side-panel').count()).toBe(0);

  await page.keyboard.press('F11');
  await page.locator('.workspace-focused').waitFor();
  expect(await page.locator('nav, header[data-region], footer').count()).toBe(0);
  await page.keyboard.press('F11');
  await page.locator('.workspace-tree').waitFor();
});

test('a novel deleted while it is open goes on with every word, and the writer is told', async () => {
  const { path } = atRest();
  const { page, home } = await open({ novel: path });
  await editor(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Written before it went.');
  await saved(page);
  const file = join(
    home,
    readdirSync(home, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('novel.fabula'))!,
  );
  rmSync(file);
  await page.getByRole('alert').getByText('was moved or deleted').waitFor({ timeout: 20_000 });
  await page.keyboard.type(' And after.');
  await saved(page);
  await window!.close();
  expect(existsSync(file)).toBe(true);
  const { page: again } = await open({ home });
  await expect.poll(() => editor(again).innerText()).toContain('Written before it went. And after.');
});

test('a copy and a backup are whole novels of their own, made while the novel is open', async () => {
  const { path } = atRest();
  const { page, app, home, documents } = await open({ novel: path });
  await editor(page).click();
  await page.keyboard.type('In both. ');
  const target = join(home, 'copy of mine.fabula');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  await choose(page, 'Save a copy');
  await page.getByText('A whole copy of the novel').waitFor();
  expect(statSync(target).size).toBeGreaterThan(10_000);

  await choose(page, 'Backups');
  const restore = page.getByRole('button', { name: /^Restore as a new novel/ });
  const backUp = page.getByRole('dialog').getByRole('button', { name: 'Back up now' });
  await backUp.waitFor();
  await page.waitForTimeout(1000); // the list is read
  const before = await restore.count();
  await backUp.click();
  await expect.poll(() => restore.count()).toBe(before + 1);
  await restore.first().click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect.poll(() => editor(page).innerText()).toContain('In both.');
  const [name] = readdirSync(join(documents, 'Fabula'));
  expect(name).toMatch(/^The Lamp \(restored from \d{4}-\d\d-\d\d\)\.fabula/);
});

test('importing a worldbook with no novel asks for one first', async () => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Import a worldbook' }).click();
  await page.getByRole('dialog', { name: 'New novel' }).waitFor();
});

test('the menu speaks the interface language at once when it changes, and runs the window’s commands', async () => {
  const { path } = atRest();
  const { page, app } = await open({ novel: path, locale: 'id' });
  await editor(page).waitFor();
  const labels = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
  await expect.poll(labels).toContain('&Berkas');
  await askMain(page, 'settings.set', { change: { locale: 'en' } });
  await expect.poll(labels).toContain('&File');
  await chooseFromMenu(app, 'novel.settings');
  const dialog = page.getByRole('dialog', { name: 'Novel settings' });
  await dialog.getByRole('textbox', { name: 'Title' }).fill('The Wick');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'The Wick' }).waitFor();
});

test('words that cannot be saved hold the closing: the writer stays, or goes on in another place with all of them', async () => {
  const { path } = atRest();
  const { page, app, home } = await open({ novel: path });
  await editor(page).click();
  // The novel's own file takes no more words, as on a full disk; a copy elsewhere does.
  await app.evaluate(({ ipcMain }, own) => {
    type Answer = (event: unknown, request: { route: string; input: unknown }) => Promise<string>;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Answer> })._invokeHandlers;
    const answer = handlers.get('fabula:request')!;
    const isElsewhere = async (event: unknown): Promise<boolean> => {
      const started = JSON.parse(await answer(event, { route: 'app.start', input: {} })) as {
        data: { opened: { path: string } };
      };
      return !started.data.opened.path.endsWith(own);
    };
    handlers.set('fabula:request', async (event, request) =>
      request.route === 'scenes.save' && !(await isElsewhere(event))
        ? JSON.stringify({ ok: false, error: { code: 'DISK_FULL', data: { path: own }, detail: null } })
        : answer(event, request),
    );
  }, 'novel.fabula');
  await page.keyboard.type('Not yet kept. ');
  await page.locator('[data-saving="failed"]').first().waitFor();
  const wantsToClose = (): Promise<void> =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await wantsToClose();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Stay here' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await editor(page).innerText()).toContain('Not yet kept.');

  const target = join(home, 'elsewhere.fabula');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, target);
  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await wantsToClose();
  await question.getByRole('button', { name: /^Go on in another place/ }).click();
  await ended;
  await window!.kill();
  const { page: again } = await open({ home });
  await expect.poll(() => editor(again).innerText()).toContain('Not yet kept.');
});

test('a manuscript, a worldbook or a novel dropped on the welcome is taken in, and anything else is told what can be', async () => {
  const { page, home, bring } = await open();
  const welcome = page.getByRole('main');
  await welcome.waitFor();
  const make = async (title: string): Promise<void> => {
    const dialog = page.getByRole('dialog', { name: 'New novel' });
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Title' }).inputValue()).toBe(title);
    if (title === '') await dialog.getByRole('textbox', { name: 'Title' }).fill('The World');
    await dialog.getByRole('button', { name: 'Create' }).click();
  };
  const written = (name: string, text: string): string => {
    const path = join(home, name);
    writeFileSync(path, text);
    return path;
  };

  await dropPaths(page, '.welcome', [written('cover.png', 'no picture')]);
  await page.getByText('Nothing in this can be opened here').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);

  await dropPaths(page, '.welcome', [written('Sea Story.md', '# One\n\nMara lit the lamp.\n')]);
  await make('Sea Story');
  await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
  await expect.poll(() => editor(page).innerText()).toContain('Mara lit the lamp.');
  await page.keyboard.press('Control+w');
  await welcome.waitFor();

  await dropPaths(page, '.welcome', [bring(join(fixtures, 'worldbook-small'))]);
  await page.getByRole('alertdialog').getByRole('button', { name: 'Worldbook' }).click();
  await make('');
  await page.getByRole('button', { name: /^Import \d+ entries$/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+w');
  await welcome.waitFor();

  await dropPaths(page, '.welcome', [join(home, 'Documents', 'Fabula', 'Sea Story.fabula')]);
  await expect.poll(() => editor(page).innerText()).toContain('Mara lit the lamp.');
});
