import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import models from '../../../resources/models.json' with { type: 'json' };
import { languageModelFile } from '../../../src-main/services/paths.ts';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { startFileServer } from '../../helpers/file-server.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';

const name = 'SmolLM2 135M Instruct';
const bytes = readFileSync(languageModelFile());

/** The real model that comes with Fabula, in a catalogue of its own: small enough to be fetched in a test. */
function writeCatalogue(folder: string): string {
  const model = {
    id: 'llama-3.2-3b',
    name,
    file: basename(languageModelFile()),
    path: `some/model/resolve/main/${basename(languageModelFile())}`,
    bytes: bytes.length,
    sha256: models.language.files[0]?.sha256,
    licence: models.language.licence,
    licencePage: 'https://www.apache.org/licenses/LICENSE-2.0',
    page: 'https://example.org/model',
    kvBytesPerToken: 23_040,
    trainedTokens: 8192,
  };
  const file = join(folder, 'catalogue.json');
  writeFileSync(file, JSON.stringify({ host: 'https://example.org', models: [model] }));
  return file;
}

async function openLocalModels({ page }: AppWindow) {
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name: 'This machine', exact: true }).click();
  await settings.getByText(/^This machine has/).waitFor();
  return settings;
}

const startOf = (range: string | null | undefined): number => Number(/\d+/.exec(range ?? '0')?.[0]);

test('a model is fetched from a mirror, paused, goes on after the app was killed, is checked and works; a wrong byte is refused', async () => {
  const serving = { bytes, delay: 15 };
  const host = await startFileServer(serving);
  onTestFinished(() => host.close());
  const folder = temporaryFolder();
  chmodSync(folder, 0o777); // the window's own user keeps models there
  const env = { FABULA_CATALOGUE: writeCatalogue(folder), FABULA_CACHE: folder };
  const fetched = join(folder, 'models/language', basename(languageModelFile()));

  await using first = await openWindow({ env });
  const settings = await openLocalModels(first);
  await settings.getByLabel('Address of a mirror').fill(new URL(host.url).origin);
  await settings.getByLabel('Address of a mirror').blur();
  await settings.getByText(/^Now: 127\.0\.0\.1/).waitFor();
  await settings.getByRole('button', { name: `Fetch ${name}` }).click();
  await first.page.getByRole('button', { name: 'Agree and fetch' }).click();
  await settings.getByText(/^[1-9]\d* of 98 MB, [\d.]+ MB\/s$/).waitFor();
  await settings.getByRole('button', { name: `Pause ${name}` }).click();
  await settings.getByText('Paused', { exact: true }).waitFor();
  expect(host.ranges).toEqual([null]);
  await settings.getByRole('button', { name: `Go on with ${name}` }).click();
  await settings.getByText('Fetching…').waitFor();
  await expect.poll(() => host.ranges.length).toBe(2);
  const pausedAt = startOf(host.ranges[1]);
  expect(pausedAt).toBeGreaterThan(500_000);
  await settings.getByText(/ MB\/s$/).waitFor();
  await first.kill();
  expect(existsSync(fetched)).toBe(false);

  await using second = await openWindow({ home: first.home, env });
  const again = await openLocalModels(second);
  await again.getByText('Paused', { exact: true }).waitFor();
  await again.getByText(/^[1-9]\d* of 98 MB$/).waitFor();
  serving.delay = 0;
  await again.getByRole('button', { name: `Go on with ${name}` }).click();
  await again.getByRole('button', { name: `Use ${name}`, exact: true }).waitFor({ timeout: 60_000 });
  expect(host.ranges).toHaveLength(3);
  expect(startOf(host.ranges[2])).toBeGreaterThan(pausedAt);
  const sha256 = createHash('sha256').update(readFileSync(fetched)).digest('hex');
  expect(sha256).toBe(models.language.files[0]?.sha256);
  await again.getByRole('button', { name: `Use ${name}`, exact: true }).click();
  await again.getByRole('tab', { name: 'Models', exact: true }).click();
  await again.getByRole('button', { name: 'Try it' }).first().click();
  await again.getByText(/^It works\./).waitFor({ timeout: 90_000 });

  const damaged = Buffer.from(bytes);
  damaged[damaged.length - 1000] = (damaged.at(-1000) ?? 0) ^ 1;
  host.change(damaged);
  await again.getByRole('tab', { name: 'This machine', exact: true }).click();
  await again.getByRole('button', { name: `Remove ${name}` }).click();
  await second.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await again.getByRole('button', { name: `Fetch ${name}` }).click();
  await second.page.getByRole('button', { name: 'Agree and fetch' }).click();
  await again.getByText(/its checksum is wrong\. It was thrown away/).waitFor({ timeout: 60_000 });
  expect(existsSync(fetched)).toBe(false);
}, 300_000);
