import { byCommand, byTurns, type Screen } from './screen.ts';

/** A novel of which nothing is written yet: each part of the window says so, and what to do. */
export const emptyScreens: readonly Screen[] = [
  {
    name: 'empty-novel',
    show: async ({ request, page }) => {
      await request('novels.create', { title: 'Untold', author: '', language: 'id' });
      await page.reload();
      await page.locator('.manuscript-tree').waitFor();
    },
  },
  byTurns('empty-worldbook', 'panel.worldbook'),
  byTurns('empty-details', 'panel.details'),
  byTurns('empty-draft', 'panel.draft'),
  byTurns('empty-review', 'panel.review'),
  byTurns('empty-jobs', 'panel.jobs'),
  byCommand('empty-bin', 'bin.show'),
  byCommand('empty-versions', 'scene.versions'),
  byCommand('empty-backups', 'novel.backups'),
  {
    name: 'empty-meaning',
    show: ({ command }) => command('worldbook.searchMeaning'),
  },
];
