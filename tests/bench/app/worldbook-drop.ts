import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { say } from '../../../src-main/services/words.ts';
import { dropPaths } from '../../helpers/app-window.ts';
import { openBenchWindow } from './sections.ts';

export interface DropTimes {
  /** Milliseconds from the drop to a preview that can be accepted. */
  readonly preview: number;
  /** Milliseconds from accepting it to the entries in the list. */
  readonly listed: number;
}

interface DropWorldbook {
  readonly novel: string;
  readonly entries: number;
  /** Milliseconds after the worldbook was opened: the library has looked through a novel in 20 s. */
  readonly after: number;
}

/**
 * Drops a folder of Markdown entries on the open worldbook of a novel and takes them in. The clock is the page's own, from
 * the drop's and the click's event to what is drawn: how long a hand takes between them is not counted.
 */
export async function dropWorldbook({ novel, entries, after }: DropWorldbook): Promise<DropTimes> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-lore-'));
  const lore = join(folder, 'characters');
  mkdirSync(lore);
  for (let at = 0; at < entries; at++)
    writeFileSync(
      join(lore, `keeper-${at}.md`),
      `---\ntitle: Keeper ${at}\naliases: [The ${at}th]\n---\n\nKeeps lamp ${at} on the quay and tells nobody why.\n`,
    );
  try {
    await using window = await openBenchWindow({ novel });
    const { page } = window;
    const brought = window.bring(lore);
    await page.locator('.ProseMirror').waitFor();
    await page.keyboard.press('ControlOrMeta+1');
    await page.locator('.worldbook-panel').waitFor();
    await page.locator('.worldbook-panel').getByRole('searchbox').fill('Keeper'); // of thousands only a screenful is drawn
    await page.waitForTimeout(after);
    const label = say('worldbook.importCount', { count: entries });
    const preview = await timeInPage(page, {
      event: 'drop',
      selector: '[role=dialog] button:enabled',
      label,
    });
    await dropPaths(page, '.worldbook-panel', [brought]);
    const accept = page.getByRole('dialog').getByRole('button', { name: label, exact: true });
    await accept.waitFor();
    const listed = await timeInPage(page, {
      event: 'click',
      selector: '.entry-list .entry-row-title',
      label: 'Keeper 0',
    });
    await accept.click();
    return { preview: await preview(), listed: await listed() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Timed {
  readonly event: 'drop' | 'click';
  readonly selector: string;
  readonly label: string;
}

/** Times from the next such event to the frame that first shows an element with these words; the answer waits for it. */
async function timeInPage(page: Page, timed: Timed): Promise<() => Promise<number>> {
  const clock = await page.evaluateHandle(({ event, selector, label }: Timed) => {
    const isThere = (): boolean =>
      [...document.querySelectorAll(selector)].some(({ textContent }) => textContent === label);
    const shown = new Promise<number>((resolve) =>
      addEventListener(
        event,
        ({ timeStamp }) => {
          const look = (): void => {
            if (isThere()) resolve(performance.now() - timeStamp);
            else requestAnimationFrame(look);
          };
          look();
        },
        { capture: true, once: true },
      ),
    );
    return { shown };
  }, timed);
  return () => clock.evaluate(({ shown }) => shown);
}
