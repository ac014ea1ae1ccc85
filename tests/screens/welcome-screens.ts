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
    name: 'drop-without-novel',
    show: ({ drop, bring }) => drop('.welcome', [bring(world)]),
  },
];
