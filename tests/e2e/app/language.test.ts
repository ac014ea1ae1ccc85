import { expect, test } from 'vitest';
import { openWindow, type AppWindow } from '../../helpers/app-window.ts';
import { listWords } from '../../helpers/catalogues.ts';

const small = { width: 1024, height: 768 };

/** The words of the native menu's heads. */
function menuHeads({ app }: AppWindow): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? []);
}

/** Controls whose words do not fit into them, and words that run over the window's edge. */
function cutWords({ page }: AppWindow): Promise<readonly string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        'button, a, label, [role="tab"], [role="option"], h1, h2, h3, th, p',
      ),
    ]
      .filter((element) => {
        const { width, right, left } = element.getBoundingClientRect();
        if (width < 2 || element.closest('.visually-hidden, [aria-hidden="true"]')) return false;
        const isScrolled = element.closest('.ProseMirror') !== null;
        const isCut =
          element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline';
        return !isScrolled && (isCut || right > innerWidth + 1 || left < -1);
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent}`),
  );
}

const plain = (locale: string): ReadonlySet<string> =>
  new Set(
    listWords(locale)
      .map(({ message }) => message.trim())
      .filter((message) => !message.includes('{')),
  );
const indonesian = plain('id');
const englishOnly = [...plain('en')].filter((message) => !indonesian.has(message));

/** What is seen or read out that stands in English in the catalogue, and keys that nobody gave words to. */
async function foreignWords({ page }: AppWindow): Promise<readonly string[]> {
  const lines = await page.evaluate(() => {
    const spoken = ['aria-label', 'title', 'placeholder'].flatMap((name) =>
      [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name) ?? ''),
    );
    const own = [...document.querySelectorAll('.ProseMirror, .appearance-page-sample')];
    return [...document.body.innerText.split('\n'), ...spoken].filter(
      (line) => !own.some((element) => element.textContent?.includes(line)),
    );
  });
  const isKey = (line: string): boolean => /^[a-z]+(?:[.-][a-zA-Z]+)*\.[a-zA-Z][\w-]*$/.test(line);
  const isForeign = (line: string): boolean => englishOnly.includes(line) && line !== 'English'; // its own name
  return lines.map((line) => line.trim()).filter((line) => isForeign(line) || isKey(line));
}

const pages = ['Model', 'Kunci', 'Privasi', 'Menulis', 'Tampilan', 'Bahasa', 'Tentang'];

test('a system in Indonesian starts in Indonesian, with nothing cut at 1,024 px and nothing left in English', async () => {
  await using window = await openWindow({ locale: 'id', size: small });
  const { page } = window;
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('id');
  await expect
    .poll(() => menuHeads(window))
    .toEqual(expect.arrayContaining([expect.stringContaining('Naskah')]));
  const seen: string[] = [];
  const look = async (place: string): Promise<void> => {
    await page.waitForTimeout(250); // overlays have come
    seen.push(...(await cutWords(window)).map((words) => `${place}: ${words}`));
    seen.push(...(await foreignWords(window)).map((words) => `${place}: ${words}`));
  };
  await look('welcome');
  await page.getByRole('button', { name: 'Buka contoh' }).click();
  await page.getByRole('treegrid').waitFor();
  await look('page');
  for (const panel of ['Buku dunia', 'Rincian adegan', 'Draf', 'Tinjauan', 'Pekerjaan']) {
    await page.getByRole('button', { name: panel, exact: true }).first().click();
    await look(panel);
  }
  await page.keyboard.press('Control+,');
  for (const name of pages) {
    await page.getByRole('dialog').getByRole('tab', { name, exact: true }).click();
    await look(`setelan ${name}`);
  }
  expect(seen).toEqual([]);

  await page.evaluate(() => {
    const tab = document.querySelector<HTMLElement>('[role="tab"]');
    if (!tab) return;
    tab.style.width = '10px';
    tab.textContent = 'Settings';
  });
  expect(await cutWords(window)).toHaveLength(1); // the look itself sees both
  expect(await foreignWords(window)).toEqual(['Settings']);
});

test('another language holds at once, in the window and in the native menu, and after a restart', async () => {
  const first = await openWindow({ locale: 'en' });
  try {
    await first.page.keyboard.press('Control+,');
    const dialog = first.page.getByRole('dialog');
    await dialog.getByRole('tab', { name: 'Language' }).click();
    await dialog.getByText('Bahasa Indonesia').click();
    await first.page.getByRole('dialog', { name: 'Setelan' }).waitFor();
    await expect
      .poll(() => menuHeads(first))
      .toEqual(expect.arrayContaining([expect.stringContaining('Naskah')]));
    await first.page.keyboard.press('Escape');
    await first.page.getByRole('button', { name: 'Buka contoh' }).waitFor();
    await first.close();
    await using again = await openWindow({ home: first.home, locale: 'en' });
    await again.page.getByRole('button', { name: 'Buka contoh' }).waitFor();
  } finally {
    await first[Symbol.asyncDispose]();
  }
});
