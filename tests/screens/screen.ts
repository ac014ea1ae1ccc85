import { askMain } from '../helpers/ask-main.ts';
import type { Outline } from '../../src-shared/domain/novel.ts';
import { dropPaths, type AppWindow } from '../helpers/app-window.ts';

/** One screen to keep a picture of: how to come to it, and back where putting all away is not enough. */
export interface Screen {
  readonly name: string;
  readonly show: (hands: Hands) => Promise<void>;
  readonly leave?: (hands: Hands) => Promise<void>;
}

/** What a screen is reached with, in whatever language the window speaks. */
export interface Hands extends Pick<AppWindow, 'page' | 'app' | 'bring' | 'home'> {
  /** Runs a command of the window by its id, as the native menu does. */
  readonly command: (id: string) => Promise<void>;
  /** Asks main, as the window does, and gives its answer. Throws where main refuses. */
  readonly request: <Answer>(route: string, input: unknown) => Promise<Answer>;
  /** The same of the open novel. */
  readonly ask: <Answer>(route: string, input?: object) => Promise<Answer>;
  /** Drops files with their true paths. */
  readonly drop: (selector: string, paths: readonly string[]) => Promise<void>;
}

/** The hands of a window. */
export function handsOf({ page, app, bring, home }: AppWindow): Hands {
  const request = <Answer>(route: string, input: unknown): Promise<Answer> => askMain(page, route, input);
  const novelId = async (): Promise<string> => {
    const start = await request<{ opened: { novelId: string } | null }>('app.start', {});
    return start.opened?.novelId ?? '';
  };
  return {
    ...{ page, app, bring, home, request },
    command: (id) =>
      app.evaluate(({ BrowserWindow }, command) => {
        BrowserWindow.getAllWindows()[0]?.webContents.send('fabula:event', 'app.command', { id: command });
      }, id),
    ask: async (route, input = {}) => request(route, { novelId: await novelId(), ...input }),
    drop: (selector, paths) => dropPaths(page, selector, paths),
  };
}

/** The open novel's acts, chapters and scenes. */
export function outlineOf({ ask }: Hands): Promise<Outline> {
  return ask<Outline>('outline.get');
}

/** A screen that commands lead to. */
export function byCommand(name: string, ...ids: readonly string[]): Screen {
  return {
    name,
    show: async ({ command }) => {
      for (const id of ids) await command(id);
    },
  };
}

/** A screen that a command leads to and, said again, away from. */
export function byTurns(name: string, id: string): Screen {
  return { ...byCommand(name, id), leave: ({ command }) => command(id) };
}

/** Puts away what lies over the page: dialogs, menus, notices, and the panel beside it. */
export async function putAway({ page }: Pick<Hands, 'page'>): Promise<void> {
  const over = page.locator('[role=dialog], [role=alertdialog], [role=menu], [role=listbox].select-list');
  for (let tries = 0; tries < 5 && (await over.count()) > 0; tries++) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(80);
  }
  const parts = [
    '.dialog-head .icon-button',
    '.notice .icon-button',
    '.side-panel .panel-head .icon-button:last-child',
  ];
  for (const button of await page.locator(parts.join(', ')).all())
    await button.click({ timeout: 500 }).catch(() => undefined); // it goes by itself, or lies under another
  await page.mouse.move(300, 765); // off what shows something where it is pointed at
}

/** Opens the scene at a place of the outline, counted from 0; its row has to be in sight. */
export async function openScene(hands: Hands, chapter: number, scene = 0): Promise<void> {
  const chapters = (await outlineOf(hands)).acts.flatMap((act) => act.chapters);
  const id = chapters[chapter]?.scenes[scene]?.id ?? '';
  await hands.page.locator(`[data-tree-id="${id}"] .tree-title`).click();
  await hands.page.waitForTimeout(150);
}
