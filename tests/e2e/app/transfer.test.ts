import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openReader } from '../../../src-main/db/connection.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { listChapterScenes } from '../../../src-main/db/scenes.ts';
import { findBook } from '../../../src-main/services/importers/manuscript/find-book.ts';
import { partsOfDocx } from '../../../src-main/services/importers/manuscript/parts-of-docx.ts';
import { say } from '../../../src-main/services/words.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { dropPaths, openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';
import { atRest, temporaryFolder } from '../../helpers/novel-file.ts';

let window: AppWindow | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  window = null;
});

async function open(): Promise<AppWindow> {
  const { path, folder } = atRest();
  renameSync(path, join(folder, 'lamp.fabula'));
  window = await openWindow({ novel: join(folder, 'lamp.fabula') });
  await window.page.locator('.ProseMirror').waitFor();
  return window;
}

function chaptersIn(app: AppWindow) {
  const db = openReader(join(app.home, 'lamp.fabula'));
  try {
    return chaptersOf(getOutline(db)).map((chapter) => ({
      title: chapter.title,
      scenes: listChapterScenes(db, chapter.id).map(({ document }) => textOfDocument(document)),
    }));
  } finally {
    db.close();
  }
}

test('a manuscript dropped on the tree is shown first, comes in whole behind what stands, and one undo takes it back', async () => {
  const app = await open();
  const before = chaptersIn(app);
  const folder = join(temporaryFolder(), 'book');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'book.md'),
    '# The Quay\n\nShe *ran*.\n\n***\n\nHe hid.\n\n# The Boat\n\nIt left.\n',
  );
  await dropPaths(app.page, '[role=treegrid]', [join(app.bring(folder), 'book.md')]);
  const dialog = app.page.getByRole('dialog', { name: say('transfer.title') });
  await dialog.getByText('2 chapters, 3 scenes, 6 words').waitFor();
  expect(await seriousViolations(app.page)).toEqual([]);
  expect(chaptersIn(app)).toEqual(before);

  await dialog.getByRole('button', { name: say('transfer.import'), exact: true }).click();
  await expect.poll(() => app.page.locator('.ProseMirror').textContent()).toBe('She ran.');
  expect(chaptersIn(app).slice(before.length)).toEqual([
    { title: 'The Quay', scenes: ['She ran.', 'He hid.'] },
    { title: 'The Boat', scenes: ['It left.'] },
  ]);

  await app.page.keyboard.press('Control+Alt+z');
  await expect.poll(() => chaptersIn(app).flatMap(({ scenes }) => scenes)).not.toContain('She ran.');
});

test('a file that only calls itself a Word document changes nothing and is named', async () => {
  const app = await open();
  const before = chaptersIn(app);
  const file = join(temporaryFolder(), 'fake.docx');
  writeFileSync(file, 'no zip at all');
  await dropPaths(app.page, '[role=treegrid]', [app.bring(file)]);
  const dialog = app.page.getByRole('dialog', { name: say('transfer.title') });
  await dialog.getByText(/fake\.docx is no Word document/).waitFor();
  expect(await dialog.getByRole('button', { name: say('transfer.import'), exact: true }).isDisabled()).toBe(
    true,
  );
  expect(chaptersIn(app)).toEqual(before);
});

test('the novel goes out as a Word document with the words typed last', async () => {
  const app = await open();
  await app.page.locator('.ProseMirror').click();
  await app.page.keyboard.press('Control+Home');
  await app.page.keyboard.type('Ink. ');
  const target = join(app.documents, 'out.docx');
  await app.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, target);
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('Export the novel as a Word');
  await app.page.keyboard.press('Enter');
  await app.page.getByText(say('transfer.written', { file: 'out.docx' })).waitFor();
  const parts = await partsOfDocx(readFileSync(target), 'out.docx');
  const found = findBook([{ name: 'out', folder: '', parts }], { chapters: 'one', splitScenes: true });
  expect(JSON.stringify(found)).toContain('Ink. ');
});
