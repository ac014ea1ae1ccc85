import { rmSync } from 'node:fs';
import { byCommand, openScene, type Hands, type Screen } from './screen.ts';

/** No language model is on this machine. */
export const missingModelScreens: readonly Screen[] = [
  byCommand('model-missing', 'chapter.generate'),
  {
    name: 'continue-without-model',
    show: async (hands) => {
      await openScene(hands, 0);
      await hands.page.locator('.prose').click();
      await hands.command('text.continue');
    },
  },
];

/** What is said when words cannot be saved, and when the file is gone. These end the novel they are shown in. */
export const lossScreens: readonly Screen[] = [
  { name: 'not-saved', show: failSaving, leave: ({ page }) => page.waitForTimeout(10) },
  {
    name: 'not-saved-closing',
    show: ({ app }) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()),
    leave: async ({ page, app }) => {
      await page.keyboard.press('Escape');
      await app.evaluate(({ ipcMain }) => {
        const { fabulaAnswer } = globalThis as unknown as { fabulaAnswer: never };
        (ipcMain as unknown as { _invokeHandlers: Map<string, never> })._invokeHandlers.set(
          'fabula:request',
          fabulaAnswer,
        );
      });
    },
  },
  {
    name: 'file-gone',
    show: async (hands) => {
      const { opened } = await hands.request<{ opened: { path: string } }>('app.start', {});
      rmSync(opened.path, { force: true });
      await hands.page.locator('[data-saving="saved"]').first().waitFor({ timeout: 20_000 });
      await hands.page
        .locator('[role=alertdialog], [role=alert] .notice')
        .first()
        .waitFor({ timeout: 20_000 });
    },
  },
];

/** The novel's file takes no more words, as on a full disk. */
async function failSaving(hands: Hands): Promise<void> {
  await openScene(hands, 0);
  await hands.app.evaluate(({ ipcMain }) => {
    type Answer = (event: unknown, request: { route: string }) => Promise<string>;
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, Answer> })._invokeHandlers;
    const answer = handlers.get('fabula:request')!;
    (globalThis as unknown as { fabulaAnswer: Answer }).fabulaAnswer = answer;
    handlers.set('fabula:request', (event, request) =>
      request.route === 'scenes.save'
        ? Promise.resolve(
            JSON.stringify({
              ok: false,
              error: { code: 'DISK_FULL', data: { path: 'novel' }, detail: null },
            }),
          )
        : answer(event, request),
    );
  });
  await hands.page.locator('.prose').click();
  await hands.page.mouse.move(300, 765);
  await hands.page.keyboard.press('Control+Home');
  await hands.page.keyboard.type('Not yet kept. ');
  await hands.page.locator('[data-saving="failed"]').first().waitFor();
}
