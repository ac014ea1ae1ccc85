import type { Page } from '@playwright/test';

/** One screen to keep a picture of: how to come to it from the open sample, and back. */
export interface Screen {
  readonly name: string;
  readonly show: (hands: Hands) => Promise<void>;
  /** Escape, unless it is told otherwise. */
  readonly leave?: (hands: Hands) => Promise<void>;
}

/** What a screen is reached with, in whatever language the window speaks. */
export interface Hands {
  readonly page: Page;
  /** Runs a command of the window by its id, as the native menu does. */
  readonly command: (id: string) => Promise<void>;
  /** Asks main, as the window does. */
  readonly request: (route: string, input: unknown) => Promise<unknown>;
}

const byCommand = (name: string, ...ids: readonly string[]): Screen => ({
  name,
  show: async ({ command }) => {
    for (const id of ids) await command(id);
  },
});

const panel = (name: string, id: string): Screen => ({
  ...byCommand(name, id),
  leave: ({ command }) => command(id), // a panel's command closes it again
});

/** The novel that is open, as routes name it. */
const openNovel = async (page: Page): Promise<{ novelId: string }> => ({
  novelId: await page.evaluate(
    "window.fabula.request('app.start', {}).then((reply) => reply.data.opened.novelId)",
  ),
});

/** The screens of a window without a novel. */
export const welcomeScreens: readonly Screen[] = [
  { name: 'welcome', show: () => Promise.resolve() },
  byCommand('new-novel', 'novel.new'),
  byCommand('palette-without-novel', 'palette.open'),
  byCommand('settings-without-novel', 'settings.open'),
];

/** The screens of the sample novel, with its first scene open. */
export const novelScreens: readonly Screen[] = [
  { name: 'scene', show: () => Promise.resolve() },
  byCommand('palette', 'palette.open'),
  byCommand('shortcuts', 'help.shortcuts'),
  panel('worldbook', 'panel.worldbook'),
  panel('details', 'panel.details'),
  panel('draft', 'panel.draft'),
  panel('review', 'panel.review'),
  panel('jobs', 'panel.jobs'),
  byCommand('find', 'scene.find'),
  byCommand('versions', 'scene.versions'),
  byCommand('generate', 'chapter.generate'),
  byCommand('novel-settings', 'novel.settings'),
  byCommand('backups', 'novel.backups'),
  byCommand('bin', 'bin.show'),
  { ...byCommand('chapter-page', 'view.chapter'), leave: ({ command }) => command('view.chapter') },
  { ...byCommand('focus-mode', 'view.focus'), leave: ({ command }) => command('view.focus') },
  {
    name: 'lore-entry',
    show: async ({ page, command }) => {
      await command('panel.worldbook');
      await page.locator('.entry-list [role=option], .entry-list [role=row]').first().click();
    },
    leave: ({ command }) => command('panel.worldbook'),
  },
  {
    name: 'findings',
    show: async ({ page, command }) => {
      await command('review.run-scene');
      await page.locator('.finding-words').first().waitFor({ timeout: 240_000 });
      await command('review.next');
    },
    leave: ({ command }) => command('review.leave'),
  },
  {
    name: 'draft-streaming',
    show: async ({ page, command, request }) => {
      await request('jobs.acknowledgePractice', await openNovel(page));
      await command('chapter.generate');
      await page.locator('.dialog-foot .button-primary').click();
      await page.waitForFunction(
        "(document.querySelector('.stream-text')?.textContent.length ?? 0) > 400",
        null,
        {
          timeout: 240_000,
        },
      );
    },
    leave: ({ command }) => command('panel.draft'),
  },
  byCommand('jobs-running', 'panel.jobs'),
  byCommand('settings', 'settings.open'),
  { ...byCommand('without-tree', 'view.tree'), leave: ({ command }) => command('view.tree') },
];
