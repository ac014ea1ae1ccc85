import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { startModelServer } from '../../helpers/model-server.ts';

const secret = 'sk-never-to-be-seen-7Q';
const server = await startModelServer({
  answers: () => 'The lamp turns over the black water.',
  key: secret,
  models: ['small', 'small-long', 'large'],
});
afterAll(() => server.close());

async function openSettings({ page }: AppWindow, name: string) {
  await page.keyboard.press('Control+,');
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('tab', { name, exact: true }).click();
  return dialog;
}

/** Every file under a folder that holds the text. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name);
    return statSync(path).isFile() && readFileSync(path).includes(text);
  });
}

test('a server is tried for real, its key is kept out of every file, and privacy tells who is sent text', async () => {
  await using window = await openWindow();
  const { page } = window;
  const settings = await openSettings(window, 'Privacy');
  await settings.getByText('Nothing leaves this machine.').waitFor();
  await settings.getByRole('tab', { name: 'Models' }).click();
  await settings.getByText(/^A model server/).click();
  await settings.getByLabel('Address').fill(server.baseUrl);
  await settings.getByRole('combobox', { name: 'Model' }).fill('small');
  await settings.getByRole('button', { name: /^No key/ }).click();
  await page.getByRole('option', { name: 'Add a key…' }).click();
  await settings.getByLabel('Key', { exact: true }).last().fill('sk-wrong');
  await settings.getByRole('button', { name: 'Save the key' }).click();
  await settings.getByRole('button', { name: 'Try it' }).click();
  await settings.getByText(/does not accept the key KEY_127_0_0_1/).waitFor();

  await settings.getByRole('tab', { name: 'Keys' }).click();
  await settings.getByText('for this session only').waitFor();
  await settings.getByLabel('Name').fill('KEY_127_0_0_1');
  await settings.getByLabel('Key', { exact: true }).fill(secret);
  await settings.getByRole('button', { name: 'Save the key' }).click();
  await settings.getByRole('tab', { name: 'Models' }).click();
  await settings.getByRole('button', { name: 'Try it' }).click();
  await settings.getByText('The lamp turns over the black water.').waitFor();

  await settings.getByRole('tab', { name: 'Privacy' }).click();
  await settings.getByText('small for: everything a model does; chosen for all novels').waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  await window.close();
  expect(filesWith(window.home, secret)).toEqual([]);
  expect(filesWith(window.dataFolder, 'KEY_127_0_0_1').length).toBeGreaterThan(0); // the search itself finds
});

test('a service lists its models, answers, and stands in for another one, also after a restart', async () => {
  const first = await openWindow();
  try {
    const settings = await openSettings(first, 'Models');
    await settings.getByText(/^A model service/).click();
    await settings.getByLabel('Key', { exact: true }).last().fill(secret);
    await settings.getByRole('button', { name: 'Save the key' }).click();
    await settings.getByRole('button', { name: 'More about how it runs' }).first().click();
    await settings.getByLabel('Another address').fill(server.baseUrl);
    await settings.getByRole('button', { name: 'Ask for its models' }).click();
    await settings.getByText('The server has 3 models.').waitFor();
    await settings.getByRole('combobox', { name: 'Model' }).fill('long');
    await first.page.getByRole('option', { name: 'small-long' }).click();
    await settings.getByRole('button', { name: 'Try it' }).click();
    await settings.getByText('The lamp turns over the black water.').waitFor();
    await settings.getByRole('button', { name: 'Add a model' }).click();
    await settings.getByRole('button', { name: /^Take .* out$/ }).waitFor();
    await first.page.keyboard.press('Escape');
    await first.close();
    await using again = await openWindow({ home: first.home });
    const kept = await openSettings(again, 'Models');
    await kept.getByRole('combobox', { name: 'Model' }).waitFor();
    expect(await kept.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('small-long');
    expect(await kept.getByRole('button', { name: /^Take .* out$/ }).count()).toBe(1);
  } finally {
    await first[Symbol.asyncDispose]();
  }
});

test('the built-in model answers in its own process, and the doctor finds the app sound', async () => {
  await using window = await openWindow();
  const settings = await openSettings(window, 'Models');
  await settings.getByRole('button', { name: 'Try it' }).click();
  await settings.getByText(/^It works\./).waitFor({ timeout: 120_000 });
  expect(await settings.locator('q').textContent()).toMatch(/\w+ \w+/);
  await settings.getByRole('tab', { name: 'About' }).click();
  await settings.getByRole('button', { name: 'Look at this installation' }).click();
  await settings.getByText('Everything is in order.').waitFor({ timeout: 120_000 });
});

test('one switch hides every model feature, at once and after a restart', async () => {
  const first = await openWindow();
  try {
    await first.page.getByRole('button', { name: 'Open the sample' }).click();
    const generate = first.page.getByRole('button', { name: 'Generate', exact: true });
    await generate.waitFor();
    const settings = await openSettings(first, 'Models');
    await settings.getByText(/^Use language models/).click();
    await settings.getByText('Every feature that needs a language model is hidden.').waitFor();
    await first.page.keyboard.press('Escape');
    await generate.waitFor({ state: 'detached' });
    await first.close();
    await using again = await openWindow({ home: first.home });
    await again.page.getByText('The Light Pound').first().waitFor();
    expect(await again.page.getByRole('button', { name: 'Generate', exact: true }).count()).toBe(0);
    await again.page.keyboard.press('Control+k');
    await again.page
      .getByRole('dialog')
      .getByRole('searchbox')
      .or(again.page.getByRole('combobox'))
      .first()
      .fill('Generate');
    expect(await again.page.getByRole('option', { name: /Generate a chapter/ }).count()).toBe(0);
  } finally {
    await first[Symbol.asyncDispose]();
  }
});

test('colours, typeface and size hold at once and are there again after a restart', async () => {
  const looks = () => {
    const style = getComputedStyle(document.documentElement);
    return [
      document.documentElement.dataset.theme,
      style.getPropertyValue('--prose-size'),
      style.getPropertyValue('--prose-face').split(',')[0],
    ];
  };
  const first = await openWindow();
  try {
    const settings = await openSettings(first, 'Appearance');
    await settings
      .getByRole('radio', { name: 'Dark' })
      .or(settings.getByRole('button', { name: 'Dark' }))
      .first()
      .click();
    await settings.getByText('EB Garamond', { exact: true }).click();
    await settings.getByRole('button', { name: /^Increase/ }).click();
    await settings.getByLabel('Another typeface').fill('No Such Face 77');
    await settings.getByLabel('Another typeface').press('Enter');
    await settings.getByText('“No Such Face 77” is not installed here').waitFor();
    await settings.getByLabel('Another typeface').fill('');
    await settings.getByLabel('Another typeface').press('Enter');
    await expect.poll(() => first.page.evaluate(looks)).toEqual(['dark', '20px', "'EB Garamond'"]);
    await first.close();
    await using again = await openWindow({ home: first.home });
    expect(await again.page.evaluate(looks)).toEqual(['dark', '20px', "'EB Garamond'"]);
  } finally {
    await first[Symbol.asyncDispose]();
  }
});
