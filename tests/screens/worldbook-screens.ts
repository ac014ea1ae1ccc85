import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byTurns, type Hands, type Screen } from './screen.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

async function openPanel({ page, command }: Hands): Promise<void> {
  if ((await page.locator('.worldbook-panel').count()) === 0) await command('panel.worldbook');
  await page.locator('.worldbook-panel').waitFor();
}

/** Opens the entry at a place of the list, counted from 0. */
async function openEntry(hands: Hands, at: number): Promise<void> {
  const { page } = hands;
  await openPanel(hands);
  if ((await page.locator('.entry-editor').count()) > 0)
    await page.locator('.entry-editor-head .icon-button').first().click();
  await page.locator('.entry-list [role=option]').nth(at).click();
  await page.locator('.entry-editor').waitFor();
}

/** The list, an entry, a card, and what comes in. */
export const worldbookScreens: readonly Screen[] = [
  byTurns('worldbook', 'panel.worldbook'),
  {
    name: 'worldbook-search',
    show: async (hands) => {
      await openPanel(hands);
      await hands.page.locator('.worldbook-panel input').first().fill('bri');
    },
    leave: ({ page }) => page.locator('.worldbook-panel input').first().fill(''),
  },
  {
    name: 'worldbook-nothing',
    show: async (hands) => {
      await openPanel(hands);
      await hands.page.locator('.worldbook-panel input').first().fill('nobody of that name');
    },
    leave: ({ page }) => page.locator('.worldbook-panel input').first().fill(''),
  },
  {
    name: 'worldbook-meaning',
    show: async (hands) => {
      await hands.command('worldbook.searchMeaning');
      await hands.page.locator('.worldbook-search input').first().fill('who owns the inn');
      await hands.page.keyboard.press('Enter');
      await hands.page.locator('.meaning-hits').waitFor();
    },
    leave: async ({ page }) => {
      await page.locator('.worldbook-search .segmented-item').first().click();
      await page.locator('.worldbook-search input').first().fill('');
    },
  },
  {
    name: 'worldbook-sort',
    show: async (hands) => {
      await openPanel(hands);
      await hands.page.locator('.worldbook-panel .panel-head .icon-button').first().click();
    },
  },
  {
    name: 'lore-new',
    show: ({ command }) => command('worldbook.new'),
    leave: async ({ page }) => page.locator('.entry-editor-head .icon-button').first().click(),
  },
  {
    name: 'lore-entry',
    show: (hands) => openEntry(hands, 0),
  },
  {
    name: 'lore-entry-end',
    show: async (hands) => {
      await openEntry(hands, 0);
      await hands.page.waitForTimeout(1000); // its mentions are looked for
      await hands.page.evaluate(
        "document.querySelector('.entry-editor')?.closest('.worldbook-panel')?.querySelectorAll('*').forEach((one) => { if (one.scrollHeight > one.clientHeight + 40 && one.tagName !== 'TEXTAREA') one.scrollTop = one.scrollHeight; })",
      );
    },
  },
  {
    name: 'lore-entry-keys',
    show: async (hands) => {
      const { page } = hands;
      await openEntry(hands, 0);
      for (const part of await page.locator('.entry-editor .disclosure-button').all()) await part.click();
      await page
        .locator('.entry-editor .disclosure-button')
        .first()
        .evaluate((one) => one.scrollIntoView());
    },
  },
  {
    name: 'lore-delete',
    show: async (hands) => {
      await openEntry(hands, 2);
      await hands.page.locator('.entry-editor-head .panel-head .icon-button').nth(2).click();
      await hands.page.locator('.notice').waitFor();
    },
    leave: ({ page }) => page.locator('.notice .button').click(),
  },
  {
    name: 'mention-card',
    show: async ({ page, command }) => {
      await page.locator('.prose .mention').first().click();
      await command('worldbook.card');
      await page.locator('.mention-card').waitFor();
    },
  },
  {
    name: 'import-lore',
    show: async (hands) => {
      await openPanel(hands);
      const folder = hands.bring(join(fixtures, 'worldbook-small'));
      writeFileSync(join(folder, 'picture.md'), Buffer.from('89504e470d0a1a0a0000000d', 'hex'));
      writeFileSync(join(folder, 'Brida Orlan.md'), '# Brida Orlan\nKeeps the inn.\n');
      await hands.drop('.worldbook-panel', [folder]);
      await hands.page
        .locator('.lore-import .import-files, .lore-import table, .lore-import ul')
        .first()
        .waitFor();
    },
  },
  {
    name: 'import-lore-done',
    show: async (hands) => {
      await openPanel(hands);
      await hands.drop('.worldbook-panel', [hands.bring(join(fixtures, 'lorebook-small.json'))]);
      const take = hands.page.locator('.dialog-foot .button-primary:not([data-disabled])');
      await take.waitFor();
      await take.click();
      await hands.page.waitForTimeout(800);
    },
  },
  {
    name: 'import-lore-again',
    show: async (hands) => {
      await openPanel(hands);
      const path = hands.bring(join(fixtures, 'lorebook-small.json'));
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('the', 'that'));
      await hands.drop('.worldbook-panel', [path]);
      await hands.page.locator('.lore-import-conflicts').waitFor();
    },
  },
  {
    name: 'drop-question',
    show: async ({ drop, bring }) => drop('.workspace-page', [bring(join(fixtures, 'lorebook-small.json'))]),
  },
];
