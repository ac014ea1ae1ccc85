import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { byCommand, byTurns, openScene, outlineOf, type Hands, type Screen } from './screen.ts';

const book =
  '# The Quay\n\nShe *ran* along the quay until it ended.\n\n***\n\nHe hid.\n\n# The Boat\n\nIt left without them.\n';

/** A file of the window's own home, to be dropped. */
function writeHome({ home, bring }: Hands, name: string, text: string): string {
  const folder = join(home, 'pictures');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  return bring(join(folder, name));
}

/** Writing, reading, the tree and what is kept of it. */
export const manuscriptScreens: readonly Screen[] = [
  { name: 'scene', show: (hands) => openScene(hands, 0) },
  {
    name: 'scene-end',
    show: async ({ page }) => {
      await page.locator('.prose').click();
      await page.keyboard.press('Control+End');
    },
  },
  {
    name: 'scene-selection',
    show: async ({ page }) => {
      await page.keyboard.press('Control+Home');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
    },
    leave: ({ page }) => page.keyboard.press('ArrowLeft'),
  },
  { name: 'scene-empty', show: (hands) => openScene(hands, 3) },
  { name: 'scene-short', show: (hands) => openScene(hands, 2, 2) },
  {
    name: 'tree-rename',
    show: async (hands) => {
      await openScene(hands, 1, 1);
      await hands.page.keyboard.press('F2');
      await hands.page
        .locator('.rename-field')
        .first()
        .waitFor({ timeout: 3000 })
        .catch(() => undefined);
    },
  },
  {
    name: 'tree-menu',
    show: async ({ page }) => page.locator('.tree-title-scene').nth(1).click({ button: 'right' }),
  },
  byTurns('details', 'panel.details'),
  byCommand('bin', 'bin.show'),
  { name: 'find', show: findWord, leave: ({ page }) => page.keyboard.press('Escape') },
  {
    name: 'find-beside-panel',
    show: async (hands) => {
      await hands.command('panel.worldbook');
      await hands.page.locator('.worldbook-panel').waitFor();
      await findWord(hands);
    },
    leave: async ({ page, command }) => {
      await page.keyboard.press('Escape');
      await command('panel.worldbook');
    },
  },
  byCommand('versions', 'scene.versions'),
  {
    name: 'versions-compare',
    show: async (hands) => {
      await changeScene(hands);
      await hands.command('scene.versions');
      await hands.page.locator('.versions-list [role=option]').last().click();
    },
  },
  byTurns('chapter-page', 'view.chapter'),
  byTurns('focus-mode', 'view.focus'),
  byTurns('without-tree', 'view.tree'),
  {
    name: 'spelling',
    show: async ({ page, command }) => {
      await page.locator('.prose-misspelt').first().waitFor({ timeout: 120_000 });
      await command('text.spelling');
      await page.locator('.menu').waitFor();
    },
  },
  {
    name: 'import-manuscript',
    show: async (hands) => {
      await hands.drop('.manuscript-tree', [writeHome(hands, 'book.md', book)]);
      await hands.page.locator('.import-dialog-place').waitFor();
    },
  },
  {
    name: 'paste-large',
    show: async (hands) => {
      await openScene(hands, 3);
      await hands.page.locator('.prose').click();
      await hands.page.evaluate(pasteMuch);
      await hands.page.locator('.import-dialog-place').waitFor();
    },
  },
  {
    name: 'conflict',
    show: async (hands) => {
      const { page } = hands;
      await openScene(hands, 1, 0);
      const outline = await outlineOf(hands);
      const sceneId = outline.acts[0]?.chapters[1]?.scenes[0]?.id;
      const scene = await hands.ask<Scene>('scenes.get', { sceneId });
      const document = JSON.stringify(scene.document).replace('The ', 'This ');
      await hands.ask('scenes.save', { sceneId, document, baseRevision: scene.revision });
      await page.locator('.prose').click();
      await page.keyboard.press('Control+Home');
      await page.keyboard.type('It was late. ');
      await page.locator('[role=alertdialog] .compare').waitFor();
    },
    leave: ({ page }) => page.locator('[role=alertdialog] .dialog-foot .button').first().click(),
  },
  {
    name: 'drop-held',
    show: ({ page }) => page.evaluate(holdFile('dragover')),
    leave: ({ page }) => page.evaluate(holdFile('dragleave')),
  },
  {
    name: 'export-done',
    show: async (hands) => {
      const file = join(hands.home, 'The Light Pound.docx');
      await hands.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await hands.command('manuscript.export-docx');
      await hands.page.locator('.notice').first().waitFor();
    },
  },
];

// Run in the window, whose names are not known here.
const pasteMuch = `{
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', 'She counted the weights again.\\n\\n'.repeat(4200));
  const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  document.querySelector('.ProseMirror').dispatchEvent(paste);
}`;
const holdFile = (type: 'dragover' | 'dragleave'): string => `{
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['one'], 'one.md'));
  const event = new DragEvent('${type}', { dataTransfer, bubbles: true, cancelable: true });
  document.querySelector('.workspace-page').dispatchEvent(event);
}`;

async function findWord({ page, command }: Hands): Promise<void> {
  await command('scene.find');
  await page.locator('.find-bar-input input, input.find-bar-input').first().fill('the');
}

/** Writes a sentence, so that a version differs from the text. */
async function changeScene(hands: Hands): Promise<void> {
  const { page } = hands;
  await openScene(hands, 1, 1);
  await page.locator('.prose').click();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('It had rained since noon. ');
  await page.locator('[data-saving="saved"]').first().waitFor();
}

/** What a window over the page shows: commands, keys, the novel's own settings. */
export const dialogScreens: readonly Screen[] = [
  byCommand('palette', 'palette.open'),
  {
    name: 'palette-search',
    show: async ({ command, page }) => {
      await command('palette.open');
      await page.keyboard.type('re');
    },
  },
  byCommand('shortcuts', 'help.shortcuts'),
  byCommand('novel-settings', 'novel.settings'),
  {
    name: 'backups',
    show: async ({ ask, command }) => {
      await ask('novels.backUp');
      await command('novel.backups');
    },
  },
  {
    name: 'help-menu',
    show: ({ page }) => page.locator('.generate-button button').last().click(),
  },
  {
    name: 'novel-menu',
    show: ({ page }) => page.locator('.header-novel').click(),
  },
  {
    name: 'delete-question',
    show: async (hands) => {
      await outlineOf(hands);
      await hands.command('bin.show');
      await hands.page.locator('.button-danger').first().click();
    },
  },
];
