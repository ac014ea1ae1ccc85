import { type Hands, type Screen } from './screen.ts';

const pages = 10; // at most; a page that is not there is passed over

async function turnTo({ page, command }: Hands, at: number): Promise<void> {
  await command('settings.open');
  const tabs = page.locator('.settings-dialog [role=tab]');
  await tabs.first().waitFor();
  await tabs.nth(Math.min(at, (await tabs.count()) - 1)).click();
}

const pageOf = (at: number): readonly Screen[] => [
  { name: `settings-${at + 1}`, show: (hands) => turnTo(hands, at) },
  {
    name: `settings-${at + 1}-end`,
    show: async (hands) => {
      await turnTo(hands, at);
      await hands.page.waitForTimeout(300);
      await hands.page.evaluate(
        "document.querySelectorAll('.settings-dialog *').forEach((one) => { if (one.scrollHeight > one.clientHeight + 20 && getComputedStyle(one).overflowY !== 'visible') one.scrollTop = one.scrollHeight; })",
      );
    },
  },
];

/** Every page of the settings, its beginning and its end. */
export const settingsScreens: readonly Screen[] = Array.from({ length: pages }, (_, at) => at).flatMap(
  pageOf,
);
