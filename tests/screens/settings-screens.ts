import { type Hands, type Screen } from './screen.ts';

const pages = 10; // at most; a page that is not there is passed over

/** Opens a page of the settings, counted from 1. */
export async function openPage({ page, command }: Hands, number: number): Promise<void> {
  await command('settings.open');
  const tabs = page.locator('.settings-dialog [role=tab]');
  await tabs.first().waitFor();
  await tabs.nth(Math.min(number, await tabs.count()) - 1).click();
}

/** Scrolls the page that is open: 0 shows its first line, 1 its last. */
export async function scrollPage({ page }: Hands, share: number): Promise<void> {
  await page.waitForTimeout(300);
  await page.evaluate(
    `document.querySelectorAll('.settings-dialog *').forEach((one) => {
      const rest = one.scrollHeight - one.clientHeight;
      if (rest > 20 && getComputedStyle(one).overflowY !== 'visible') one.scrollTop = rest * ${share};
    })`,
  );
}

const pageOf = (number: number): readonly Screen[] => [
  { name: `settings-${number}`, show: (hands) => openPage(hands, number) },
  {
    name: `settings-${number}-end`,
    show: async (hands) => {
      await openPage(hands, number);
      await scrollPage(hands, 1);
    },
  },
];

/** Chooses where the model of all novels runs, by its place in the list, and shows the form from its first line. */
async function chooseKind(hands: Hands, at: number): Promise<void> {
  await openPage(hands, 1);
  const { page } = hands;
  await page.locator('.model-form .radio').nth(at).click();
  await page
    .locator('.model-form')
    .first()
    .evaluate((form) => form.scrollIntoView());
}

/** Every page of the settings, its beginning and its end, and what stands on them once something was done. */
export const settingsScreens: readonly Screen[] = [
  ...Array.from({ length: pages }, (_, at) => at + 1).flatMap(pageOf),
  { name: 'models-file', show: (hands) => chooseKind(hands, 1) },
  { name: 'models-server', show: (hands) => chooseKind(hands, 2) },
  {
    name: 'models-service',
    show: async (hands) => {
      await chooseKind(hands, 3);
      await hands.page.locator('.server-form .disclosure-button').first().click();
    },
  },
  {
    name: 'models-tried',
    show: async (hands) => {
      await chooseKind(hands, 0);
      await hands.page.locator('.trial-line button').first().click();
      await hands.page.locator('.trial-line-ok, .trial-line-error').first().waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'models-not-tried',
    show: async (hands) => {
      const { page } = hands;
      await chooseKind(hands, 2);
      await page.locator('.server-form input[type=url]').fill('http://127.0.0.1:9/v1');
      await page.locator('.server-form input[role=combobox]').fill('tall-tales');
      await page.keyboard.press('Tab');
      await page.locator('.trial-line button').first().click();
      await page.locator('.trial-line-error').first().waitFor({ timeout: 90_000 });
    },
  },
  {
    name: 'models-instead',
    show: async (hands) => {
      await openPage(hands, 1);
      const { page } = hands;
      for (let models = 0; models < 2; models++) await page.locator('.fallback-models-add').click();
      await page.locator('.fallback-models .disclosure-button').first().click();
      await page.locator('.fallback-models').evaluate((list) => list.scrollIntoView());
    },
  },
  {
    name: 'models-novel',
    show: async (hands) => {
      await openPage(hands, 1);
      await hands.page.locator('.models-page-scope .segmented-item').last().click();
    },
    leave: async ({ page }) => {
      await page.locator('.models-page-scope .segmented-item').first().click();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'local-question',
    show: async (hands) => {
      await openPage(hands, 2);
      await hands.page.locator('.local-models-row-buttons button').first().click();
      await hands.page.locator('[role=alertdialog]').waitFor();
    },
  },
  {
    name: 'local-refused',
    show: async (hands) => {
      const { page } = hands;
      await openPage(hands, 2);
      const mirror = page.locator('.local-models-page input').last();
      await mirror.fill('http://127.0.0.1:9');
      await page.keyboard.press('Tab');
      await page.locator('.local-models-row-buttons button').first().click();
      await page.locator('[role=alertdialog] .button-primary').click();
      await page.locator('.local-models-row-error').first().waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'meaning-server',
    show: async (hands) => {
      await openPage(hands, 3);
      await hands.page.locator('.settings-dialog .radio').last().click();
    },
  },
  {
    name: 'meaning-service',
    show: async (hands) => {
      await openPage(hands, 3);
      await hands.page.locator('.settings-dialog .radio').nth(3).click();
    },
  },
  {
    name: 'meaning-unreachable',
    show: async (hands) => {
      const { page } = hands;
      await openPage(hands, 3);
      await page.locator('.settings-dialog .radio').nth(2).click();
      await page.locator('.meaning-search-form input').first().fill('http://127.0.0.1:9');
      await page.locator('.meaning-search-form .button-primary').click();
      await page.locator('.meaning-search-state-error').waitFor({ timeout: 90_000 });
    },
    leave: async ({ page }) => {
      await page.locator('.meaning-search-state-buttons button').last().click();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'keys-kept',
    show: async (hands) => {
      await hands.request('keys.set', { novelId: null, name: 'OPENAI_API_KEY', value: 'sk-for-a-picture' });
      await openPage(hands, 4);
    },
  },
  {
    name: 'about-examined',
    show: async (hands) => {
      await openPage(hands, 10);
      await hands.page.locator('.settings-dialog .setting-group .button').last().click();
      await hands.page.locator('.doctor-group-ok').first().waitFor({ timeout: 120_000 });
    },
  },
  {
    name: 'about-licences',
    show: async (hands) => {
      await openPage(hands, 10);
      await hands.page.locator('.settings-dialog .disclosure-button').last().click();
    },
  },
  {
    name: 'models-off',
    show: async (hands) => {
      await openPage(hands, 1);
      await hands.page.locator('.settings-dialog .switch').first().click();
    },
  },
  {
    name: 'without-models',
    show: ({ command }) => command('panel.review'),
    leave: async (hands) => {
      await hands.command('panel.review');
      await openPage(hands, 1);
      await hands.page.locator('.settings-dialog .switch').first().click();
      await hands.page.keyboard.press('Escape');
    },
  },
];
