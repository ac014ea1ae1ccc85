import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { dropPaths, openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';
import { startEmbeddingServer } from '../../helpers/embedding-server.ts';
import { startFileServer } from '../../helpers/file-server.ts';
import { ggufFile, numberEntry, textEntry } from '../../helpers/gguf-file.ts';
import { atRest, temporaryFolder } from '../../helpers/novel-file.ts';

const embedding = await startEmbeddingServer({ dimension: 64 });
const host = await startFileServer({ bytes: Buffer.from('not a model') });
afterAll(() => Promise.all([embedding.close(), host.close()]));

async function openPage({ page }: AppWindow, name: string) {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name, exact: true }).click();
  return dialog;
}

test('nothing is fetched before the licence is agreed to, and a host that gives another file is refused', async () => {
  const cache = temporaryFolder();
  chmodSync(cache, 0o777); // the window's own user keeps models there
  await using window = await openWindow({ env: { FABULA_CACHE: cache } });
  const { page } = window;
  const settings = await openPage(window, 'This machine');
  await settings.getByText(/^This machine has/).waitFor();
  await settings.getByLabel('Address of a mirror').fill(new URL(host.url).origin);
  await settings.getByLabel('Address of a mirror').blur();
  await settings.getByText(/^Now: 127\.0\.0\.1/).waitFor();
  await settings.getByRole('button', { name: 'Fetch Qwen3 4B Instruct 2507' }).click();
  const question = page.getByRole('alertdialog', { name: /^Fetch Qwen3/ });
  await question.getByText(/Licence: Apache-2\.0/).waitFor();
  expect(host.ranges).toHaveLength(0);
  await question.getByRole('button', { name: 'Agree and fetch' }).click();
  await settings.getByText(/is not the one Fabula knows/).waitFor();
  expect(host.ranges.length).toBeGreaterThan(0);
  expect(await seriousViolations(page)).toEqual([]);
});

test('a model file that is dropped is looked at, used where it lies with the window the writer wants, and what is no model is refused', async () => {
  const folder = temporaryFolder();
  const good = join(folder, 'quill.gguf');
  const entries = [
    textEntry('general.architecture', 'llama'),
    textEntry('general.name', 'Little Quill'),
    numberEntry('llama.context_length', 4096),
  ];
  writeFileSync(good, ggufFile({ entries }));
  const bad = join(folder, 'bad.gguf');
  writeFileSync(bad, 'no header at all, only words that go on for a while');
  await using window = await openWindow();
  const { page } = window;
  const settings = await openPage(window, 'This machine');
  await settings.getByText('Drop a GGUF file here').waitFor();
  await dropPaths(page, '.local-models-page > p', [window.bring(bad)]);
  await page.getByText(/bad\.gguf/).waitFor();
  await dropPaths(page, '.local-models-page > p', [window.bring(good)]);
  await settings.getByText('Little Quill').waitFor();
  const tokens = settings.getByRole('textbox', { name: 'Window, in tokens' });
  expect(await tokens.inputValue()).toBe('4,096'); // as much as it was trained for
  await tokens.fill('2048');
  await tokens.blur();
  await settings.getByText(/with a window of 2,048 tokens/).waitFor();
  await settings.getByRole('button', { name: 'Use it where it is' }).click();
  await settings.getByRole('button', { name: 'Look at Little Quill and use it' }).waitFor();
  await settings.getByRole('tab', { name: 'Models', exact: true }).click();
  await settings.getByText(/quill\.gguf$/).waitFor();
  await settings.getByText('More about how it runs').first().click();
  expect(await tokens.first().inputValue()).toBe('2,048');
  await settings.getByText('Automatic: as many layers as fit').first().waitFor();
  await settings.getByRole('tab', { name: 'This machine', exact: true }).click();
  await settings.getByRole('button', { name: 'Look at Little Quill and use it' }).click();
  expect(await tokens.inputValue()).toBe('4,096');
  await settings.getByRole('button', { name: 'Put away' }).click();
  await window.app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, window.bring(good));
  await settings.getByRole('tab', { name: 'Models', exact: true }).click();
  await settings.getByRole('button', { name: 'Choose a file…' }).click();
  await settings.getByText(/^Little Quill, llama/).waitFor();
  await settings.getByText('More about how it runs').first().click();
  await expect.poll(() => tokens.first().inputValue(), { timeout: 10_000 }).toBe('4,096');
});

test('another embedding model takes over in the open novel, privacy tells of it, and the old one can be had back', async () => {
  const text = [[['Mara lit the lamp.', 'The harbour was empty.', 'A comet crossed the sky.']]] as const;
  await using window = await openWindow({ novel: atRest({ text }).path });
  const { page } = window;
  await page.locator('.ProseMirror').waitFor();
  const settings = await openPage(window, 'Meaning search');
  await settings.getByText('all-MiniLM-L6-v2-int8 answers now.').waitFor({ timeout: 60_000 });
  await settings.getByText(/^Another server/).click();
  await settings.getByLabel('Address').fill(`${embedding.origin}/v1`);
  await settings.getByLabel('Model', { exact: true }).fill('large');
  await settings.getByRole('button', { name: 'Switch to this model' }).click();
  await settings.getByText(/^127\.0\.0\.1:\d+\/large answers now\.$/).waitFor({ timeout: 60_000 });
  expect(embedding.asked.flatMap(({ texts }) => texts)).toEqual(
    expect.arrayContaining(['Mara lit the lamp.', 'The harbour was empty.', 'A comet crossed the sky.']),
  );
  await settings.getByRole('tab', { name: 'Privacy' }).click();
  await settings.getByText(/large reads every passage/).waitFor();
  await settings.getByRole('tab', { name: 'Meaning search' }).click();
  await settings.getByText('The one that comes with Fabula').click();
  await settings.getByText('all-MiniLM-L6-v2-int8 answers now.').waitFor({ timeout: 60_000 });
});
