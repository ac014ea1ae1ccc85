import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWriter } from '../../src-main/db/connection.ts';
import { createAct, createChapter, createScene } from '../../src-main/db/outline-edits.ts';
import { type Hands, type Screen } from './screen.ts';

const titles = [
  'The morning on which nobody came down to the weigh house',
  'Rain',
  'What the notary had kept in the drawer with the false bottom since the year of the fire',
  'A letter',
  'Kesselring, or how to carry a balance over a pass without its knowing',
];

/** Makes of a novel at rest one with three hundred scenes more, under long and short titles. */
export function crowd(path: string): void {
  const db = openWriter(path);
  db.transaction(() => {
    for (let act = 0; act < 5; act++) {
      const actId = createAct(db, { title: `Part ${act + 2}: ${titles[act]!}` });
      for (let chapter = 0; chapter < 6; chapter++) {
        const chapterId = createChapter(db, { actId, title: titles[(act + chapter) % 5]! });
        for (let scene = 0; scene < 10; scene++)
          createScene(db, { chapterId, title: titles[(chapter + scene) % 5]! });
      }
    }
  })();
  db.pragma('journal_mode = DELETE');
  db.close();
}

/** A copy of a novel at rest, beside it. */
export function copyOf(path: string, name: string): string {
  const copy = join(path, '..', name);
  copyFileSync(path, copy);
  return copy;
}

/** The first of some rows that is far enough from the tree's edge for it not to scroll. */
async function lowBox(rows: ReturnType<Hands['page']['locator']>) {
  for (const row of await rows.all()) {
    const box = await row.boundingBox();
    if (box && box.y > 220) return box;
  }
  throw new Error('no such row is in sight');
}

async function dragTo({ page }: Hands, part: 'between' | 'into'): Promise<void> {
  const scenes = page.locator('.tree-row:has(.tree-title-scene)');
  const chapters = page.locator('.tree-row:has(.tree-title-chapter)');
  const from = await scenes.nth(12).boundingBox();
  const to = await lowBox(part === 'into' ? chapters : scenes);
  if (!from) throw new Error('the row is not in sight');
  await page.mouse.move(from.x + 120, from.y + 14);
  await page.mouse.down();
  await page.mouse.move(from.x + 124, from.y + 4, { steps: 4 });
  const at = to.y + (part === 'into' ? to.height / 2 : 1);
  await page.mouse.move(to.x + 120, at + 6, { steps: 8 });
  await page.mouse.move(to.x + 120, at, { steps: 4 });
}

/** Lets go of a row where it came from. */
async function letGo({ page }: Hands): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.up();
}

/** The tree of a long novel: what is cut, what has the focus, and where a row that is dragged would go. */
export const crowdedScreens: readonly Screen[] = [
  {
    name: 'tree-long',
    show: async ({ page }) => {
      await page
        .locator('.tree')
        .first()
        .evaluate((tree) => (tree.scrollTop = 2000));
      await page.waitForTimeout(200);
      await page.locator('.tree-title-scene').nth(3).click();
    },
  },
  {
    name: 'tree-focus',
    show: async ({ page }) => {
      await page.locator('.tree-row:has(.tree-title-scene)').nth(3).focus();
      for (let presses = 0; presses < 2; presses++) await page.keyboard.press('ArrowDown');
    },
  },
  { name: 'tree-drop-between', show: (hands) => dragTo(hands, 'between'), leave: letGo },
  { name: 'tree-drop-into', show: (hands) => dragTo(hands, 'into'), leave: letGo },
  {
    name: 'tree-filtered',
    show: ({ page }) => page.locator('.manuscript-tree-search input').fill('rain'),
  },
  {
    name: 'tree-nothing',
    show: ({ page }) => page.locator('.manuscript-tree-search input').fill('no scene is called this'),
    leave: ({ page }) => page.locator('.manuscript-tree-search input').fill(''),
  },
];
