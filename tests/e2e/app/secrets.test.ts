import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWindow } from '../../helpers/app-window.ts';
import { draftWritten, generateChapter, plannedNovel } from '../../helpers/crew-window.ts';
import { startModelServer } from '../../helpers/model-server.ts';

const canary = 'sk-canary-4Zt9mQvX';
const forms = [canary, Buffer.from(canary).toString('base64'), Buffer.from(canary).toString('hex')];

/** Every file under a folder that holds the text. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    return statSync(path, { throwIfNoEntry: false })?.isFile() && readFileSync(path).includes(text);
  });
}

test('a key stands in no novel, export, log or crash dump, whatever fails and dies while it is used', async () => {
  let asked = 0;
  const server = await startModelServer({
    key: canary,
    // The first answers repeat the key, as careless servers do.
    answers: () =>
      asked++ < 2
        ? { status: 500, error: `no engine for Bearer ${canary}` }
        : { text: 'By the wall Mara counted grey stones. '.repeat(80), delay: 20 },
  });
  await using window = await openWindow({ novel: plannedNovel(), args: ['--enable-crash-reporter'] });
  const { page, app } = window;
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'Models', exact: true }).click();
  await settings.getByText(/^A model server/).click();
  await settings.getByLabel('Address').fill(server.baseUrl);
  await settings.getByRole('button', { name: /^No key/ }).click();
  await page.getByRole('option', { name: 'Add a key…' }).click();
  await settings.getByLabel('Name', { exact: true }).fill('CANARY_KEY');
  await settings.getByLabel('Key', { exact: true }).last().fill(canary);
  await settings.getByRole('button', { name: 'Save the key' }).click();
  await settings.getByRole('combobox', { name: 'Model' }).fill('small');
  await page.keyboard.press('Tab');
  await settings.getByRole('button', { name: 'Try it' }).waitFor();
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });

  await generateChapter(page);
  await draftWritten(page, 40);
  expect(asked).toBeGreaterThan(2);

  const exported = join(window.documents, 'out.md');
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, exported);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Export the novel as Markdown');
  await page.keyboard.press('Enter');
  await expect.poll(() => filesWith(window.documents, 'Mara lit the lamp')).toContain('out.md');

  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  process.kill(window.pid, 'SIGABRT');
  await window.kill();
  for (const form of forms) expect(filesWith(window.home, form)).toEqual([]);
  expect(filesWith(window.home, 'CANARY_KEY').length).toBeGreaterThan(0); // the search itself finds
  await server.close();
}, 180_000);
