import { milliseconds, printLine } from '../search/figures.ts';
import { startLongTasks } from './long-tasks.ts';
import { openBenchWindow } from './sections.ts';
import { startTaskTimes } from './task-times.ts';
import { verdict } from './verdict.ts';

/** Two megabytes of HTML, below the words that a paste may have and above them: how long the window is held at most. */
export async function benchPaste(path: string): Promise<void> {
  const plain = (count: number): string => '<p>The lamp went out on the quay.</p>'.repeat(count);
  const styled = `<p style="${'color: red; '.repeat(80)}"><span>The lamp went out on the quay.</span></p>`;
  await pasteAndReport(path, { name: 'of few words', html: styled.repeat(2000) });
  await pasteAndReport(path, { name: 'of 400,000 words', html: plain(57_000) });
}

async function pasteAndReport(
  path: string,
  { name, html }: { readonly name: string; readonly html: string },
): Promise<void> {
  await using window = await openBenchWindow({ novel: path });
  const { page } = window;
  await page.locator('.ProseMirror').click();
  await page.waitForTimeout(3000);
  await page.evaluate((markup) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', markup);
    clipboardData.setData('text/plain', markup.replaceAll(/<[^>]*>/gu, ' '));
    const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    setTimeout(() => document.querySelector('.ProseMirror')?.dispatchEvent(paste), 500);
  }, html);
  const longTasks = await startLongTasks(page);
  const taskTimes = await startTaskTimes(page);
  await page.waitForTimeout(8000);
  const longest = Math.max(0, ...(await longTasks()));
  const busiest = await taskTimes();
  printLine(`longest hold of the window, ${(html.length / 1e6).toFixed(1)} MB of HTML ${name} pasted`, {
    value: longest === 0 ? 'below 50 ms' : milliseconds(longest),
    reference: `the longest task alone ${milliseconds(busiest)} of the processor`,
    verdict: verdict(longest, 100),
  });
}
