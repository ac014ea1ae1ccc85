import { expect, test } from 'vitest';
import { openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';

const panels = ['Worldbook', 'Scene details', 'Draft', 'Review', 'Jobs'];
const pages = [
  'Models',
  'This machine',
  'Meaning search',
  'Keys',
  'Costs',
  'Privacy',
  'Writing',
  'Appearance',
  'Language',
  'About',
];

/** What stands still: colours that are on their way to others are no one's fault. */
async function settle({ page }: AppWindow): Promise<void> {
  await page.waitForTimeout(300);
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null))),
  );
}

test.each(['light', 'dark'] as const)(
  'axe finds no serious violation in any screen, %s',
  async (colorScheme) => {
    await using window = await openWindow();
    const { page } = window;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' }); // a dialog that fades in is pale for a moment
    const faults: string[] = [];
    const look = async (screen: string): Promise<void> => {
      await settle(window);
      faults.push(...(await seriousViolations(page)).map((fault) => `${screen}: ${fault}`));
    };
    const dialogBy = async (screen: string, keys: string): Promise<void> => {
      await page.keyboard.press(keys);
      await page.getByRole('dialog').waitFor();
      await look(screen);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    await page.getByRole('button', { name: 'Open the sample' }).waitFor();
    await look('welcome');
    await page.getByRole('button', { name: 'Open the sample' }).click();
    await page.locator('.ProseMirror').waitFor();
    await look('editor');
    for (const panel of panels) {
      await page.getByRole('button', { name: panel, exact: true }).first().click();
      await look(panel);
    }
    await dialogBy('palette', 'Control+k');
    await dialogBy('shortcuts', 'Control+/');
    await page.keyboard.press('Control+,');
    for (const name of pages) {
      await page.getByRole('dialog').getByRole('tab', { name, exact: true }).click();
      await look(`settings ${name}`);
    }
    expect(faults).toEqual([]);
    await page.evaluate(() => document.querySelector('[role="tab"]')?.setAttribute('role', 'nonsense'));
    expect(await seriousViolations(page)).not.toEqual([]); // the look itself sees
  },
  400_000,
);

test('without a mouse one opens the sample, writes, looks into the settings and comes back to the text', async () => {
  await using window = await openWindow();
  const { page } = window;
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  await page.getByRole('button', { name: 'Open the sample' }).waitFor();
  for (let presses = 0; presses < 20 && (await focused()) !== 'Open the sample'; presses++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const text = page.locator('.ProseMirror');
  await text.waitFor();
  const isWriting = () =>
    page.evaluate(() => document.activeElement?.classList.contains('ProseMirror') ?? false);
  for (let presses = 0; presses < 8 && !(await isWriting()); presses++) await page.keyboard.press('F6');
  expect(await isWriting()).toBe(true);
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('Snow again. ');
  await page.getByText('Saved', { exact: true }).first().waitFor();
  expect(await text.textContent()).toMatch(/^Snow again\. /);

  await page.keyboard.press('Control+,');
  const tab = page.getByRole('tab', { name: 'Models' });
  await expect.poll(() => tab.evaluate((element) => element === document.activeElement)).toBe(true);
  const appearance = page.getByRole('tab', { name: 'Appearance', selected: true });
  for (let presses = 0; presses < 20 && (await appearance.count()) === 0; presses++)
    await page.keyboard.press('ArrowDown');
  await appearance.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(isWriting).toBe(true);
});
