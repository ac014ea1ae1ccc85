import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../../../src-main/services/words.ts';
import { dropPaths } from '../../helpers/app-window.ts';
import { openBenchWindow } from './sections.ts';

export interface DropTimes {
  /** Milliseconds from the drop to a preview that can be accepted. */
  readonly preview: number;
  /** Milliseconds from accepting it to the entries in the list. */
  readonly listed: number;
}

/** Milliseconds in which the library has looked through a novel that was just opened. */
const librarySettles = 20_000;

/** Drops a folder of Markdown entries on the open worldbook of a novel and takes them in. */
export async function dropWorldbook(novel: string, entries: number): Promise<DropTimes> {
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
    await page.waitForTimeout(librarySettles);
    let start = performance.now();
    await dropPaths(page, '.worldbook-panel', [brought]);
    const accept = page.getByRole('dialog').getByRole('button', {
      name: say('worldbook.importCount', { count: entries }),
      exact: true,
    });
    await accept.waitFor();
    const preview = performance.now() - start;
    start = performance.now();
    await accept.click();
    await page.locator('.entry-list').getByText('Keeper 0', { exact: true }).waitFor();
    return { preview, listed: performance.now() - start };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
