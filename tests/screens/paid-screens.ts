import { openPage, scrollPage } from './settings-screens.ts';
import { byTurns, openScene, type Hands, type Screen } from './screen.ts';
import type { WillingServer } from './willing-server.ts';

const price = { input: 2.5, output: 10, cached: 0.25, cacheWrite: null };

async function generate({ page, command }: Hands): Promise<void> {
  await command('chapter.generate');
  await page.locator('.dialog-foot .button-primary:not([data-disabled])').click();
}

/** A model that costs money: what a run may cost, a wait, a limit that is reached, and all that was spent. */
export const paidScreens = (server: WillingServer): readonly Screen[] => [
  {
    name: 'generate-estimate',
    show: async (hands) => {
      const { models } = await hands.request<{ models: readonly string[] }>('costs.summary', {});
      for (const model of models) await hands.request('costs.setPrice', { model, price });
      await openScene(hands, 3);
      await hands.command('chapter.generate');
      await hands.page.locator('.run-estimate').waitFor();
    },
  },
  {
    name: 'draft-waiting',
    show: async (hands) => {
      server.busy = true;
      await openScene(hands, 3);
      await generate(hands);
      await hands.page.locator('.waiting-line').first().waitFor();
    },
    leave: () => Promise.resolve(),
  },
  {
    name: 'jobs-waiting',
    show: async ({ page, command }) => {
      await command('panel.jobs');
      await page.locator('.jobs-panel .waiting-line').waitFor();
    },
    leave: async ({ page }) => {
      server.busy = false;
      await page.locator('.job-progress-line button').first().click();
      await page.locator('.job-progress').first().waitFor({ state: 'detached' });
    },
  },
  {
    name: 'limit-reached',
    show: async (hands) => {
      await hands.request('costs.setLimits', { caps: { perRun: 0.01, perMonth: 20 } });
      await openScene(hands, 3);
      await generate(hands);
      await hands.page.locator('.job-failure').waitFor({ timeout: 120_000 });
    },
  },
  byTurns('jobs-limit-reached', 'panel.jobs'),
  {
    name: 'jobs-paid',
    show: async (hands) => {
      await hands.request('costs.setLimits', { caps: { perRun: 5, perMonth: 20 } });
      await openScene(hands, 3);
      await generate(hands);
      await hands.page.locator('.draft-block').first().waitFor({ timeout: 240_000 });
      await hands.command('panel.jobs');
    },
  },
  {
    name: 'job-report',
    show: async (hands) => {
      if ((await hands.page.locator('.jobs-panel').count()) === 0) await hands.command('panel.jobs');
      await hands.page.locator('.job-row').first().locator('.job-row-actions button').last().click();
      await hands.page.locator('.job-report').waitFor();
    },
  },
  {
    name: 'job-report-call',
    show: async (hands) => {
      if ((await hands.page.locator('.jobs-panel').count()) === 0) await hands.command('panel.jobs');
      await hands.page.locator('.job-row').first().locator('.job-row-actions button').last().click();
      await hands.page.locator('.job-report .disclosure-button').nth(2).click();
      await hands.page
        .locator('.job-report .disclosure-button')
        .nth(2)
        .evaluate((call) => call.scrollIntoView());
    },
  },
  {
    name: 'costs-used',
    show: async (hands) => {
      await hands.request('costs.setHostLimits', {
        host: 'api.openai.com',
        limits: { requestsPerMinute: 60, tokensPerMinute: 90_000 },
      });
      await openPage(hands, 5);
      await hands.page.locator('.ledger-table-entry').first().waitFor();
    },
  },
  {
    name: 'costs-used-middle',
    show: async (hands) => {
      await openPage(hands, 5);
      await scrollPage(hands, 0.5);
    },
  },
  {
    name: 'costs-used-end',
    show: async (hands) => {
      await openPage(hands, 5);
      await scrollPage(hands, 1);
    },
  },
  { name: 'privacy-sends', show: (hands) => openPage(hands, 6) },
  { name: 'models-environment', show: (hands) => openPage(hands, 1) },
];
