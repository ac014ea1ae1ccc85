import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byTurns, type Hands, type Screen } from './screen.ts';

const fixtures = join(import.meta.dirname, '../fixtures');

async function openPanel({ page, command }: Hands): Promise<void> {
  if ((await page.locator('.worldbook-panel').count()) === 0) await command('panel.worldbook');
  await page.locator('.worldbook-panel').waitFor();
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
    name: 'lore-entry',
    show: async (hands) => {
      await openPanel(hands);
      await hands.page.locator('.entry-list [role=option], .entry-list [role=row]').first().click();
    },
  },
  {
    name: 'lore-entry-end',
    show: async (hands) => {
      await openPanel(hands); // it still shows the entry
      await hands.page.evaluate(
        "document.querySelector('.entry-editor')?.closest('.worldbook-panel')?.querySelectorAll('*').forEach((one) => { if (one.scrollHeight > one.clientHeight + 40 && one.tagName !== 'TEXTAREA') one.scrollTop = one.scrollHeight; })",
      );
    },
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
    name: 'drop-question',
    show: async ({ drop, bring }) => drop('.workspace-page', [bring(join(fixtures, 'lorebook-small.json'))]),
  },
];
