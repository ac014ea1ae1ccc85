import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCommand, type Screen } from './screen.ts';

const world = join(import.meta.dirname, '../fixtures/worldbook-small');

/** The screens of a window without a novel. */
export const welcomeScreens: readonly Screen[] = [
  { name: 'welcome', show: () => Promise.resolve() },
  byCommand('new-novel', 'novel.new'),
  byCommand('palette-without-novel', 'palette.open'),
  byCommand('settings-without-novel', 'settings.open'),
];

/** The screens of the library: novels that were opened before. */
export const libraryScreens: readonly Screen[] = [
  {
    name: 'library',
    show: async ({ command, page }) => {
      await command('novel.close');
      await page.locator('.welcome-list').waitFor();
    },
  },
  {
    name: 'unreadable-novel',
    show: async ({ drop, bring, home, page }) => {
      mkdirSync(join(home, 'pictures'), { recursive: true });
      const path = join(home, 'pictures', 'Torn.fabula');
      writeFileSync(path, 'no novel at all, only some words that go on for a while\n'.repeat(80));
      await drop('.welcome', [bring(path)]);
      await page.locator('.welcome-failure, .notice').first().waitFor();
    },
  },
  {
    name: 'drop-without-novel',
    show: ({ drop, bring }) => drop('.welcome', [bring(world)]),
  },
];
