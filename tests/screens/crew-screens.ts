import { openScene, type Hands, type Screen } from './screen.ts';
import { byTurns } from './screen.ts';

/** The crew before its first run: nothing drafted, the practice model, the prompt that would be sent, finished jobs. */
export const crewScreens: readonly Screen[] = [
  byTurns('draft', 'panel.draft'),
  byTurns('jobs', 'panel.jobs'),
  {
    name: 'generate',
    show: async (hands) => {
      await openScene(hands, 3);
      await hands.command('chapter.generate');
    },
  },
  {
    name: 'prompt',
    show: async (hands) => {
      await hands.command('chapter.generate');
      await hands.page.locator('.dialog-foot .button:not(.button-primary)').last().click();
      await hands.page.locator('.prompt-page, .prompt-receipt').first().waitFor({ timeout: 90_000 });
    },
  },
  {
    name: 'rewrite',
    show: async (hands) => {
      await openScene(hands, 0);
      await hands.page.locator('.prose p').nth(1).click({ clickCount: 3 });
      await hands.command('text.rewrite');
    },
  },
  {
    name: 'rewrite-prompt',
    show: async ({ page, command }) => {
      await command('text.rewrite');
      await page.locator('.dialog-foot .button:not(.button-primary)').click();
      await page.locator('.prompt-page').waitFor({ timeout: 90_000 });
    },
  },
];

async function generate({ page, command }: Hands): Promise<void> {
  await command('chapter.generate');
  await page.locator('.dialog-foot .button-primary:not([data-disabled])').click();
}

/** A chapter that is being written, by a server that writes as fast as one reads. */
export const draftScreens: readonly Screen[] = [
  {
    name: 'draft-streaming',
    show: async (hands) => {
      await openScene(hands, 3);
      await generate(hands);
      const text = hands.page.locator('.draft-text-stream, .stream-text').first();
      await text.waitFor({ timeout: 60_000 });
      while (((await text.textContent()) ?? '').length < 300) await hands.page.waitForTimeout(100);
    },
  },
  byTurns('jobs-running', 'panel.jobs'),
  {
    name: 'draft-done',
    show: async ({ page, command }) => {
      await command('panel.draft');
      await page.locator('.draft-block').first().waitFor({ timeout: 300_000 });
    },
  },
  {
    name: 'draft-places',
    show: async (hands) => {
      await showDraft(hands);
      await hands.page.locator('.draft-place .select-button:not([data-disabled])').first().click();
    },
  },
  {
    name: 'draft-taken',
    show: async (hands) => {
      await hands.command('panel.draft');
      await hands.page.locator('.draft-block').first().click();
      await hands.page.keyboard.press('Enter');
      await hands.page.locator('.draft-taken').waitFor();
    },
  },
  {
    name: 'draft-more',
    show: async (hands) => {
      await showDraft(hands);
      await hands.page.locator('.draft-foot button').first().click();
    },
  },
  {
    name: 'passage-offered',
    show: async (hands) => {
      await openScene(hands, 0);
      await hands.page.locator('.prose').click();
      await hands.page.keyboard.press('Control+End');
      await hands.command('text.continue');
      await hands.page.locator('.pencil-button:visible').nth(2).waitFor({ timeout: 60_000 });
    },
    leave: ({ page }) => page.locator('.pencil-button:visible').last().click(),
  },
  byTurns('jobs-done', 'panel.jobs'),
];

async function showDraft({ page, command }: Hands): Promise<void> {
  if ((await page.locator('.draft-block').count()) === 0) await command('panel.draft');
  await page.locator('.draft-block').first().waitFor();
}
