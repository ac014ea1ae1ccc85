import { expect, test } from 'vitest';
import { openWindow } from '../../helpers/app-window.ts';
import { generateChapter, paidModelOf, plannedNovel, willingModel } from '../../helpers/crew-window.ts';

test('a price is set, a run stops at its limit, the ledger tells each call, and the job goes on when the limit is raised', async () => {
  const server = await willingModel(1);
  await using window = await openWindow({ novel: plannedNovel(), env: paidModelOf(server) });
  const { page } = window;
  const openCosts = async () => {
    await page.keyboard.press('Control+,');
    const settings = page.getByRole('dialog', { name: 'Settings' });
    await settings.getByRole('tab', { name: 'Costs', exact: true }).click();
    return settings;
  };
  const close = async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Settings' }).waitFor({ state: 'detached' });
  };
  let settings = await openCosts();
  await settings.getByText('No model has been asked yet.').waitFor();
  await settings.getByRole('textbox', { name: 'Input', exact: true }).fill('100');
  await settings.getByRole('textbox', { name: 'Output', exact: true }).fill('1000');
  await settings.getByRole('button', { name: 'Set this price' }).click();
  await settings.getByRole('cell', { name: '$1,000.00' }).waitFor();
  await settings.getByRole('textbox', { name: 'For each job', exact: true }).fill('0.9');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => settings.getByRole('textbox', { name: 'For each job', exact: true }).inputValue())
    .toBe('$0.90');
  await close();

  await generateChapter(page);
  const alert = page.getByRole('alert').filter({ hasText: 'of your limit of $0.90' });
  await alert.waitFor({ timeout: 60_000 });
  const asked = server.requests.length;

  settings = await openCosts();
  await settings.getByRole('textbox', { name: 'For each job', exact: true }).fill('500');
  await page.keyboard.press('Tab');
  await expect
    .poll(() => settings.getByRole('textbox', { name: 'For each job', exact: true }).inputValue())
    .toBe('$500.00');
  if (asked > 0)
    await settings.getByRole('table', { name: 'Every call' }).getByRole('row').nth(asked).waitFor();
  await close();

  await page.getByRole('button', { name: 'Go on', exact: true }).first().click();
  await expect.poll(() => server.requests.length, { timeout: 60_000 }).toBeGreaterThan(asked);
  await server.close();
});
