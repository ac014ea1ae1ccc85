import { screen, type BrowserWindow, type Rectangle } from 'electron';
import { z } from 'zod';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';

const setting = 'window';

const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int(),
  height: z.int(),
  isMaximized: z.boolean(),
});
type WindowPlace = z.infer<typeof WindowPlace>;

/** The smallest window the three columns fit into. */
export const smallest = { width: 900, height: 600 };

const usual = { width: 1280, height: 800, isMaximized: false };

/** Where the window was left; the usual size where it was never open or that screen is gone. */
export function readPlace(db: Db): Partial<WindowPlace> & typeof usual {
  const kept = WindowPlace.safeParse(getSetting(db, setting));
  return kept.success && isOnScreen(kept.data) ? kept.data : usual;
}

/** Remembers where the window is, now and then and when it closes. */
export function keepPlace(db: Db, window: BrowserWindow): void {
  const keep = (): void => {
    if (window.isDestroyed() || window.isMinimized() || !db.open) return;
    const { x, y, width, height } = window.getNormalBounds();
    setSetting(db, { name: setting, value: { x, y, width, height, isMaximized: window.isMaximized() } });
  };
  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, 1_000);
  };
  window.on('resize', soon).on('move', soon).on('close', keep);
}

/** True where enough of the title bar can be reached to move the window. */
function isOnScreen({ x, y, width }: Rectangle): boolean {
  return screen
    .getAllDisplays()
    .some(
      ({ workArea: area }) =>
        x + width > area.x + 100 &&
        x < area.x + area.width - 100 &&
        y >= area.y &&
        y < area.y + area.height - 50,
    );
}
