import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { askMain } from '../../helpers/ask-main.ts';
import { chooseFromMenu } from '../../helpers/app-window/choose-from-menu.ts';
import { dropPaths, openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';
import { atRest, temporaryFolder } from '../../helpers/novel-file.ts';

const fixtures = join(import.meta.dirname, '../../fixtures');

/** A worldbook of many, with one entry that answers a question in words it does not use. */
function worldFolder(count: number): string {
  const folder = join(temporaryFolder(), 'world');
  mkdirSync(join(folder, 'characters'), { recursive: true });
  mkdirSync(join(folder, 'places'), { recursive: true });
  for (let at = 0; at < count; at++)
    writeFileSync(
      join(folder, 'characters', `p${at}.md`),
      `---\naliases: [P${at}]\n---\n# Person ${at}\nBakes bread and sells it in town ${at}.`,
    );
  writeFileSync(
    join(folder, 'characters', 'mara.md'),
    '---\naliases: [the keeper]\n---\n# Mara\nShe never learned to swim; deep water makes her sick. Owns the [[old mill]].',
  );
  writeFileSync(join(folder, 'places', 'old-mill.md'), 'By the river.');
  return folder;
}

async function openWorldbook(path: string): Promise<AppWindow> {
  const window = await openWindow({ novel: path });
  await window.page.locator('.ProseMirror').waitFor();
  await window.page.keyboard.press('ControlOrMeta+1');
  await window.page.locator('[data-drop="worldbook"]').waitFor();
  return window;
}

const soon = { timeout: 15_000 };
const text = [[['Mara lit the lamp.\n\nThe old mill was dark, and the keeper went in.']]];

test('a dropped folder with a bad file is previewed, imported without it, listed, found by meaning and taken back', async () => {
  await using window = await openWorldbook(atRest({ text }).path);
  const { page } = window;
  const folder = worldFolder(40);
  writeFileSync(join(folder, 'picture.md'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'));
  await dropPaths(page, '[data-drop="worldbook"]', [window.bring(folder)]);

  const dialog = page.getByRole('dialog');
  await dialog.getByText('42 entries in 43 files').waitFor();
  const isBlocked = await dialog.getByRole('button', { name: 'Import 42 entries' }).isDisabled();
  expect(isBlocked).toBe(true);
  await dialog.getByText('Import the rest without it').click();
  await dialog.getByRole('button', { name: 'Import 42 entries' }).click();
  await dialog.getByText('42 entries were added').waitFor();
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('option', { name: /Mara/ }).waitFor();

  await page.getByRole('searchbox').last().fill('who is afraid of the sea');
  await page.keyboard.press('Enter');
  await expect
    .poll(
      async () => {
        await page.getByRole('searchbox').last().press('Enter');
        const first = page.locator('.meaning-hit').first();
        return (await first.count()) > 0 ? first.innerText() : '';
      },
      { timeout: 120_000, interval: 2_000 },
    )
    .toMatch(/Mara[\s\S]*swim[\s\S]*near in meaning/);

  await dropPaths(page, '[data-drop="worldbook"]', [window.bring(join(fixtures, 'lorebook-small.json'))]);
  await dialog.getByRole('button', { name: /^Import \d+ entries$/ }).click();
  await dialog.getByRole('button', { name: 'Undo this import' }).click();
  await page.getByText(/Undone: the import of \d+ worldbook entries/).waitFor();
});

test('a name in the text has a card by keyboard, and the entry can be changed, found again and deleted with undo', async () => {
  await using window = await openWorldbook(atRest({ text }).path);
  const { page } = window;
  const world = worldFolder(3);
  writeFileSync(join(world, 'flame.md'), '---\nkeys: ["/l[iu]t the/"]\n---\n# The flame\nNever goes out.');
  await dropPaths(page, '[data-drop="worldbook"]', [window.bring(world)]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Import 6 entries' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect
    .poll(() => page.locator('.mention').allInnerTexts(), soon)
    .toEqual(['Mara', 'lit the', 'old mill', 'the keeper']); // one of them by a regular expression

  const toStart = async (): Promise<void> => {
    await page.locator('.ProseMirror p').first().click();
    await page.keyboard.press('Home');
  };
  await toStart();
  await page.keyboard.press('Alt+Enter');
  const card = page.getByRole('dialog', { name: 'Worldbook: Mara' });
  await card.getByText('never learned to swim').waitFor();
  expect(await card.evaluate((box) => box.contains(document.activeElement))).toBe(true);
  const leaveCard = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.className), soon)
      .toContain('ProseMirror');
  };
  await leaveCard();

  await toStart();
  for (let at = 0; at < 'Mara li'.length; at++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+Enter');
  await page.getByRole('dialog', { name: 'Worldbook: The flame' }).getByText('Never goes out.').waitFor();
  await leaveCard();
  await toStart();
  await page.keyboard.press('Alt+Enter');
  await card.getByRole('button', { name: 'Open the entry' }).press('Enter');
  const aliases = page.getByRole('textbox', { name: 'Other names' });
  await aliases.fill('lamp');
  await aliases.press('Enter');
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await expect.poll(() => page.locator('.mention').allInnerTexts(), soon).toContain('lamp');
  await page.getByText('Mentioned in').waitFor();
  expect(await seriousViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Delete this entry' }).click();
  await expect.poll(() => page.locator('.mention').allInnerTexts(), soon).toEqual(['lit the', 'old mill']);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => page.locator('.mention').count(), soon).toBe(5);
  await window.close();
});

test('the menu names what an undo takes back, of the manuscript or of the worldbook, in the interface language', async () => {
  await using window = await openWorldbook(atRest({ text }).path);
  const { page, app } = window;
  const wordsOf = (id: string) =>
    app.evaluate(({ Menu }, line) => Menu.getApplicationMenu()?.getMenuItemById(line)?.label, id);
  await expect.poll(() => wordsOf('history.undo')).toBe('Undo the last change to the novel');
  await dropPaths(page, '[data-drop="worldbook"]', [window.bring(worldFolder(3))]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Import 5 entries' }).click();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect.poll(() => wordsOf('history.undo')).toBe('Undo the import of 5 worldbook entries');
  await chooseFromMenu(app, 'act.add');
  await expect.poll(() => wordsOf('history.undo')).toBe('Undo adding an act');
  await chooseFromMenu(app, 'history.undo');
  await expect.poll(() => wordsOf('history.redo')).toBe('Redo adding an act');
  await askMain(page, 'settings.set', { change: { locale: 'id' } });
  await expect.poll(() => wordsOf('history.undo')).toBe('Urungkan impor 5 entri buku dunia');
  await chooseFromMenu(app, 'history.undo');
  await page.getByText('Diurungkan: impor 5 entri buku dunia.').waitFor();
  await expect.poll(() => page.getByRole('option', { name: /Mara/ }).count()).toBe(0);
  await expect.poll(() => wordsOf('history.redo')).toBe('Ulangi impor 5 entri buku dunia');
  await window.close();
});

test('what is dropped on the page asks what it is', async () => {
  await using window = await openWorldbook(atRest({ text }).path);
  const { page } = window;
  await dropPaths(page, '.ProseMirror', [window.bring(join(fixtures, 'worldbook-small'))]);
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: 'Worldbook' })
    .click();
  await page.getByRole('button', { name: /^Import \d+ entries$/ }).waitFor();
});
