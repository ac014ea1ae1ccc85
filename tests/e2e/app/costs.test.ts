import type { Locator, Page } from '@playwright/test';
import { expect, onTestFinished, test } from 'vitest';
import { openWindow } from '../../helpers/app-window.ts';
import {
  filledForm,
  generateChapter,
  isForm,
  paidModelOf,
  plannedNovel,
  willingModel,
} from '../../helpers/crew-window.ts';
import { startEmbeddingServer } from '../../helpers/embedding-server.ts';
import { startModelServer, type ModelServer } from '../../helpers/model-server.ts';
import { atRest } from '../../helpers/novel-file.ts';

async function openPlanned(server: ModelServer) {
  onTestFinished(() => server.close());
  const window = await openWindow({ novel: plannedNovel(), env: paidModelOf(server) });
  onTestFinished(() => window[Symbol.asyncDispose]());
  window.page.setDefaultTimeout(60_000); // a busy machine
  return window.page;
}

async function openPage(page: Page, name: string): Promise<Locator> {
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('tab', { name, exact: true }).click();
  return settings;
}

async function closeSettings(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
}

/** Sets a price for the model that stands in the form, in US dollars for a million tokens. */
async function setPrice(settings: Locator, { input, output }: { input: number; output: number }) {
  await settings.getByRole('textbox', { name: 'Input', exact: true }).fill(String(input));
  await settings.getByRole('textbox', { name: 'Output', exact: true }).fill(String(output));
  await settings.getByRole('button', { name: 'Set this price' }).click();
  await settings.getByRole('button', { name: /^Remove the price of/ }).waitFor();
}

async function setCap(settings: Locator, name: string, usd: string): Promise<void> {
  const field = settings.getByRole('textbox', { name, exact: true });
  await field.fill(usd);
  await field.press('Enter');
  await expect.poll(() => field.inputValue()).toBe(`$${Number(usd).toFixed(2)}`);
}

const dollars = (text: string | null): readonly number[] =>
  [...(text ?? '').matchAll(/\$([\d,]+(?:\.\d+)?)/g)].map(([, amount]) =>
    Number(amount?.replaceAll(',', '')),
  );

test.each(['For each job', 'For each month'])(
  'a run stops cleanly at its limit (%s), the ledger tells each call, and the job goes on when the limit is raised',
  async (limit) => {
    const server = await willingModel(1);
    const page = await openPlanned(server);
    let settings = await openPage(page, 'Costs');
    await settings.getByText('No model has been asked yet.').waitFor();
    await setPrice(settings, { input: 100, output: 1000 });
    await setCap(settings, limit, '0.9');
    await closeSettings(page);

    await generateChapter(page);
    const alert = page.getByRole('alert').filter({ hasText: 'of your limit of $0.90' });
    await alert.waitFor();
    const asked = server.requests.length;

    settings = await openPage(page, 'Costs');
    await setCap(settings, limit, '500');
    if (asked > 0)
      await settings.getByRole('table', { name: 'Every call' }).getByRole('row').nth(asked).waitFor();
    await closeSettings(page);

    await page.getByRole('button', { name: 'Go on', exact: true }).first().click();
    await expect.poll(() => server.requests.length, { timeout: 60_000 }).toBeGreaterThan(asked);
  },
);

test('what a run may cost stands in its dialog, a chapter’s and a passage’s, and the sum counts up while it writes', async () => {
  const server = await willingModel(1);
  const page = await openPlanned(server);
  await setPrice(await openPage(page, 'Costs'), { input: 100, output: 1000 });
  await closeSettings(page);

  await page.locator('.prose > p').first().click({ clickCount: 3 });
  await page.keyboard.press('Control+Shift+J');
  const passage = page.getByRole('dialog', { name: 'Rewrite the passage' });
  const [least, most] = dollars(await passage.getByText(/^This may cost between/).textContent());
  expect(least).toBeGreaterThan(0);
  expect(most).toBeGreaterThan(least ?? 0);
  await page.keyboard.press('Escape');
  await passage.waitFor({ state: 'detached' });
  expect(server.requests).toHaveLength(0);

  await page.locator('.tree-title', { hasText: 'Morning' }).click();
  await page.keyboard.press('Control+Shift+G');
  const dialog = page.getByRole('dialog', { name: 'Generate a chapter' });
  const [low, high] = dollars(await dialog.getByText(/^This run may cost between/).textContent());
  expect(low).toBeGreaterThan(0);
  expect(high).toBeGreaterThan(low ?? 0);
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();

  const meter = page.locator('.job-cost').first();
  const told = new Set<string | null>(); // "up to" the most while a call is under way, then what it did cost
  await expect
    .poll(async () => told.add(await meter.textContent()).size, { timeout: 60_000 })
    .toBeGreaterThan(1);
  await expect.poll(() => meter.textContent(), { timeout: 60_000 }).toMatch(/Spent: \$\d+\.\d+$/);
});

test('a provider that asks for patience is waited for with a countdown, and the wait can be stopped', async () => {
  const server = await startModelServer({
    answers: (request) =>
      isForm(request) ? filledForm(request) : { status: 429, headers: { 'retry-after': '300' } },
  });
  const page = await openPlanned(server);
  await generateChapter(page);
  const line = page.locator('.waiting-line');
  await line.getByText(/^Waiting for .+ until .+ \(rate limit\)$/).waitFor();
  const left = async (): Promise<number> => {
    const [minutes = 0, seconds = 0] = ((await line.locator('.waiting-line-left').textContent()) ?? '')
      .split(':')
      .map(Number);
    return minutes * 60 + seconds;
  };
  const first = await left();
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThanOrEqual(300);
  await expect.poll(left).toBeLessThan(first);
  const asked = server.requests.length;
  await page.getByRole('button', { name: 'Stop', exact: true }).first().click();
  await line.waitFor({ state: 'detached' });
  await page.getByText(/^Stopped\. Nothing had been written yet/).waitFor();
  expect(server.requests).toHaveLength(asked);
});

test('embedding by a server that costs money is in the ledger, stops at the month’s limit and goes on when it is raised', async () => {
  let isDown = true; // until its price is known
  const embedding = await startEmbeddingServer({
    dimension: 64,
    fault: () => (isDown ? { status: 503 } : null),
  });
  onTestFinished(() => embedding.close());
  const text = [[['Mara lit the lamp.', 'The harbour was empty.', 'A comet crossed the sky.']]] as const;
  await using window = await openWindow({ novel: atRest({ text }).path });
  const { page } = window;
  page.setDefaultTimeout(60_000);
  await page.locator('.ProseMirror').waitFor();
  let settings = await openPage(page, 'Meaning search');
  await settings.getByText('all-MiniLM-L6-v2-int8 answers now.').waitFor();
  await settings.getByText(/^Another server/).click();
  await settings.getByLabel('Address').fill(`${embedding.origin}/v1`);
  await settings.getByLabel('Model', { exact: true }).fill('large');
  await settings.getByRole('button', { name: 'Switch to this model' }).click();
  await settings.getByText(/The old model answers meanwhile/).waitFor();

  await settings.getByRole('tab', { name: 'Costs', exact: true }).click();
  await setPrice(settings, { input: 100_000, output: 0 }); // seven tokens a text: 70 cents
  await setCap(settings, 'For each month', '1.60');
  isDown = false;
  await settings.getByRole('tab', { name: 'Meaning search' }).click();
  await settings.getByRole('button', { name: 'Pause' }).click();
  await settings.getByRole('button', { name: 'Go on' }).click();
  await settings.getByText(/^Reading stopped at your limit: \$1\.40 of \$1\.60/).waitFor();
  await settings.getByText('all-MiniLM-L6-v2-int8 answers now.').waitFor();
  const read = embedding.asked.flatMap(({ texts }) => texts);

  await settings.getByRole('button', { name: 'Change the limit' }).click();
  settings = page.getByRole('dialog', { name: 'Settings' });
  const row = settings
    .getByRole('table', { name: 'Every call' })
    .getByRole('row')
    .filter({ hasText: 'Search by meaning' })
    .filter({ hasText: '$0.70' });
  await row.first().waitFor();
  expect(await row.count()).toBe(read.length);
  await setCap(settings, 'For each month', '100');
  await settings.getByRole('tab', { name: 'Meaning search' }).click();
  await settings.getByText(/^127\.0\.0\.1:\d+\/large answers now\.$/).waitFor();
  const all = embedding.asked.flatMap(({ texts }) => texts).filter((one) => one !== 'Fabula');
  expect(all.toSorted()).toEqual(text.flat(2).toSorted());
});
