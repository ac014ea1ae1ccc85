import { openScene, type Hands, type Screen } from './screen.ts';

async function openReview({ page, command }: Hands): Promise<void> {
  if ((await page.locator('.review').count()) === 0) await command('panel.review');
  await page.locator('.review').waitFor();
}

async function stepTo(hands: Hands, layer: string): Promise<void> {
  for (let steps = 0; steps < 30; steps++) {
    await hands.command('review.next');
    await hands.page.waitForTimeout(120);
    const opened = hands.page.locator('.finding-layer .finding-opened');
    if ((await opened.count()) > 0 && (await hands.page.locator(layer).count()) > 0) return;
  }
  throw new Error(`no finding shows ${layer}`);
}

/** A review: none, many findings, one opened, a large change, what is intentional. */
export const reviewScreens: readonly Screen[] = [
  {
    name: 'review-none',
    show: async (hands) => {
      await openScene(hands, 0);
      await openReview(hands);
    },
  },
  {
    name: 'findings',
    show: async (hands) => {
      await openScene(hands, 2);
      await openReview(hands);
      await hands.page.locator('.finding').first().waitFor();
    },
  },
  {
    name: 'finding-opened',
    show: async (hands) => {
      await openScene(hands, 2);
      await openReview(hands);
      await hands.page.locator('.finding').first().waitFor();
      await stepTo(hands, '.prose .suggestion-deleted');
    },
  },
  {
    name: 'finding-edited',
    show: async (hands) => {
      await openReview(hands);
      await stepTo(hands, '.prose .suggestion-deleted');
      await hands.command('review.edit');
    },
  },
  {
    name: 'finding-large',
    show: async (hands) => {
      await openScene(hands, 2, 2);
      await openReview(hands);
      await hands.page.locator('.review-layer').first().waitFor();
      await stepTo(hands, '.patch-block');
    },
  },
  {
    name: 'novel-findings',
    show: async (hands) => {
      await openReview(hands);
      await hands.page.locator('.review-views .segmented-item').nth(1).click();
    },
    leave: ({ page }) => page.locator('.review-views .segmented-item').first().click(),
  },
  {
    name: 'waivers',
    show: async (hands) => {
      await hands.command('review.waivers');
      await hands.page.locator('.waiver').first().waitFor();
    },
    leave: async ({ page }) => page.locator('.review-views .segmented-item').first().click(),
  },
];
