import type { ElectronApplication } from '@playwright/test';
import { expect } from 'vitest';

/** Chooses a command from the native menu, as soon as the window has told main of its commands. */
export async function chooseFromMenu(app: ElectronApplication, command: string): Promise<void> {
  const choose = (): Promise<boolean> =>
    app.evaluate(({ Menu }, id) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(id);
      if (item?.enabled) item.click();
      return item?.enabled === true;
    }, command);
  await expect.poll(choose).toBe(true);
}
