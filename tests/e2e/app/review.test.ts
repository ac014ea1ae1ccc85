import type { Page } from '@playwright/test';
import { afterEach, expect, test } from 'vitest';
import { commitOutcome } from '../../../src-main/db/job-outcomes.ts';
import { takeJob } from '../../../src-main/db/jobs.ts';
import { openWindow, seriousViolations, type AppWindow } from '../../helpers/app-window.ts';
import { outcomeOf, queueJob } from '../../helpers/job-fixtures.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';

/** A file that is not there: rules alone judge, as on a machine without a model. */
const env = { FABULA_MODEL_FILE: '/nowhere/none.gguf' };
const faulty = [
  'She saw the the boat and went  home.',
  'Mara lit the the lamp. Time stood still in the old house.',
  'Then the the door opened , and nobody came.',
];

let window: AppWindow | null = null;
afterEach(async () => {
  await window?.[Symbol.asyncDispose]();
  window = null;
});

function faultyNovel(): string {
  const { path, db } = novelFile({ text: [[[faulty.join('\n\n'), 'The harbour was empty.']]] });
  db.pragma('journal_mode = DELETE');
  db.close();
  return path;
}

const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });
const prose = (page: Page) => page.locator('.prose');
const textOf = async (page: Page): Promise<string[]> =>
  (await prose(page)
    .locator('p')
    .evaluateAll((all) =>
      all.map((paragraph) => {
        const copy = paragraph.cloneNode(true) as Element;
        copy.querySelectorAll('ins').forEach((shown) => shown.remove());
        return copy.textContent ?? '';
      }),
    )) as string[];
const listed = (page: Page, rule: string) =>
  page.locator('.finding-rule', { has: page.getByRole('heading', { name: rule }) }).locator('.finding');
const review = async (page: Page): Promise<void> => {
  await page.keyboard.press('F7');
  await page.locator('.review-progress').waitFor();
  await page.locator('.review-progress').waitFor({ state: 'detached', timeout: 120_000 });
  await page.locator('.review-layers').waitFor();
};
/** Goes on with J until this is what is opened. */
async function openFinding(page: Page, words: string): Promise<void> {
  for (let steps = 0; steps < 30; steps++) {
    const opened = page.locator('.finding-opened .finding-head');
    if ((await opened.count()) > 0 && (await opened.innerText()).includes(words)) return;
    await page.keyboard.press('j');
  }
  throw new Error(`no finding says ${words}`);
}

test('a review by rules: accept by keyboard, undo in the text, all of a rule, intentional, and all of it is there after reopening', async () => {
  window = await openWindow({ novel: faultyNovel(), env });
  const { page, home } = window;
  await prose(page).waitFor();
  await page.keyboard.press('F7');
  await page.locator('.review-layers').waitFor({ timeout: 120_000 });
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);

  // The next finding from the text, the patch by its key, and the editor's own undo takes text and state back.
  await page.keyboard.press('F8');
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('a');
  await soon(() => listed(page, 'Doubled words').count()).toBe(2);
  expect((await textOf(page))[0]).toBe('She saw the boat and went  home.');
  await page.keyboard.press('Escape');
  await soon(() => prose(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press('Control+z');
  await soon(async () => (await textOf(page))[0]).toBe(faulty[0]);
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);

  // All of a rule in one go, taken back by one undo, and done again.
  await page.keyboard.press('F8');
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('Shift+A');
  await soon(() => listed(page, 'Doubled words').count()).toBe(0);
  await soon(async () => (await textOf(page)).join(' ')).not.toContain('the the');
  await page.keyboard.press('u');
  await soon(() => textOf(page)).toEqual(faulty);
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('Shift+A');
  await soon(() => listed(page, 'Doubled words').count()).toBe(0);

  // Intentional holds in the next review.
  await openFinding(page, 'has been read too often');
  await page.keyboard.press('i');
  await soon(() => listed(page, 'Worn phrases').count()).toBe(0);
  await review(page);
  expect(await listed(page, 'Worn phrases').count()).toBe(0);
  expect(await listed(page, 'Space before a mark').count()).toBe(1);

  // The writer's own wording goes in instead of the patch's.
  await page.keyboard.press('F8');
  await openFinding(page, 'space before the mark');
  await page.keyboard.press('e');
  await page.keyboard.type('; ');
  await page.keyboard.press('Control+Enter');
  await soon(async () => (await textOf(page))[2]).toMatch(/^Then the door opened; /);
  await soon(() => page.locator('.finding-opened').count()).toBeGreaterThan(0);

  await window.close();
  window = await openWindow({ home, env });
  await prose(window.page).waitFor();
  expect((await textOf(window.page))[2]).toMatch(/^Then the door opened; /);
  await window.page.keyboard.press('F8');
  await window.page.locator('.review-layers').waitFor();
  await soon(() => listed(window!.page, 'Space before a mark').count()).toBe(0);
  expect(await listed(window.page, 'Spaces too many').count()).toBe(1);
  await review(window.page);
  expect(await listed(window.page, 'Worn phrases').count()).toBe(0);
  expect(await listed(window.page, 'Doubled words').count()).toBe(0);
});

test('words typed over a finding leave it without a place: it says so, and accepting changes nothing', async () => {
  window = await openWindow({ novel: faultyNovel(), env });
  const { page } = window;
  await prose(page).waitFor();
  await page.keyboard.press('F7');
  await page.locator('.review-layers').waitFor({ timeout: 120_000 });
  await page.keyboard.press('F8');
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('g'); // into the text, with the words selected
  await page.keyboard.type('a');
  await soon(async () => (await textOf(page))[0]).toBe('She saw a boat and went  home.');
  await soon(() => page.locator('.finding-lost').count()).toBe(1);
  await page.locator('.finding-opened .finding-head').focus();
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  expect((await textOf(page))[0]).toBe('She saw a boat and went  home.');
  await soon(() => page.locator('.review-stale').innerText()).toContain('1 paragraph has changed');
  expect(await seriousViolations(page)).toEqual([]);
});

test('the review of a job’s draft opens from its row, and a patch changes the draft and no scene', async () => {
  const { path, db, chapters } = novelFile({ text: [[['Mine.']]] });
  const chapterId = chapters[0]!.id;
  const { id: jobId, progress } = queueJob(db, { chapterId });
  takeJob(db, { id: jobId, now: 1 });
  const outcome = outcomeOf({ document: proseOf('Slowly the lamp went out.') });
  commitOutcome(db, { jobId, attempt: 1, outcome, progress, partialText: '', now: 2 });
  db.pragma('journal_mode = DELETE');
  db.close();
  window = await openWindow({ novel: path, env });
  const { page } = window;
  await prose(page).waitFor();
  await page.keyboard.press('Control+5');
  await page.getByRole('button', { name: 'Open the review' }).click();
  await page.getByRole('heading', { name: 'Review of a draft' }).waitFor();
  await page.keyboard.press('F8');
  await page.locator('.finding-opened .finding-head').waitFor();
  await page.keyboard.press('a');
  await soon(() => page.locator('.finding').count()).toBe(0);
  await page.keyboard.press('u');
  await soon(() => page.locator('.finding').count()).toBe(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await soon(() => page.locator('.finding').count()).toBe(0);
  expect(await textOf(page)).toEqual(['Mine.']);
  await page.getByRole('button', { name: 'Back to the open scene' }).click();
  await page.getByText('This scene has not been reviewed yet.').waitFor();
});

function novelOf(scenes: readonly string[]): string {
  const { path, db } = novelFile({ text: [[scenes]] });
  db.pragma('journal_mode = DELETE');
  db.close();
  return path;
}

const groups = (page: Page) =>
  page
    .locator('.review-scene-button')
    .evaluateAll((all) =>
      all.map((one) => `${(one as HTMLElement).innerText.replaceAll('\n', ' ')} ${one.ariaExpanded}`),
    );
const focused = (page: Page) => page.evaluate('document.activeElement?.className ?? ""');

test('a chapter’s review lists every scene: a finding of another scene opens it with its patch, and all of a rule in all scenes is one undo', async () => {
  const other = 'Tomas took the the oar. He saw the the shore, and rowed.';
  window = await openWindow({ novel: novelOf([faulty.join('\n\n'), other, 'Nobody came.']), env });
  const { page } = window;
  await prose(page).waitFor();
  await page.keyboard.press('Shift+F7');
  await page.locator('.review-scene').nth(2).waitFor({ timeout: 120_000 });
  await soon(() => groups(page)).toEqual([
    expect.stringMatching(/^Scene 1 [1-9]\d* open true$/),
    expect.stringMatching(/^Scene 2 [1-9]\d* open false$/),
    'Scene 3 none open false',
  ]);
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);

  // On from the last finding of the first scene: the second opens, its patch stands in the text, the keys stay in the list.
  await page.keyboard.press('F8');
  for (let steps = 0; steps < 40 && (await textOf(page))[0] !== other; steps++) {
    await page.keyboard.press('j');
    await soon(() => focused(page)).toContain('finding-head');
  }
  expect((await textOf(page))[0]).toBe(other);
  await openFinding(page, '“the” stands twice');
  await page.locator('.prose .suggestion-deleted').waitFor();
  await page.keyboard.press('a');
  await soon(() => textOf(page)).toEqual([other.replace('the the oar', 'the oar')]);
  await soon(() => groups(page)).toEqual([
    expect.stringMatching(/^Scene 1 .*false$/),
    expect.stringMatching(/^Scene 2 .*true$/),
    expect.stringMatching(/^Scene 3 .*false$/),
  ]);

  // All of the rule in both scenes, from the second one; the first was changed without being open.
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('Control+Shift+A');
  await soon(() => textOf(page)).toEqual([other.replaceAll('the the', 'the')]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+PageUp');
  await soon(async () => (await textOf(page)).join(' ')).toMatch(/^She saw the boat .* Mara lit the lamp/);
  await page.keyboard.press('F8');
  await page.keyboard.press('u');
  await soon(() => textOf(page)).toEqual(faulty);
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+PageDown');
  await soon(() => textOf(page)).toEqual([other.replace('the the oar', 'the oar')]);
  await soon(() => listed(page, 'Doubled words').count()).toBe(1);
  expect(await seriousViolations(page)).toEqual([]);
});

test('what was called intentional stands in a list after a restart, is taken back by keyboard, and an undo says it again', async () => {
  window = await openWindow({ novel: faultyNovel(), env });
  const { home } = window;
  await prose(window.page).waitFor();
  await window.page.keyboard.press('Control+4');
  await window.page.getByRole('radio', { name: 'Intentional (0)' }).click();
  await window.page.getByText('Nothing is marked as intentional.').waitFor();
  await window.page.getByRole('button', { name: 'Show the findings' }).click();
  await window.page.keyboard.press('F7');
  await window.page.locator('.review-layers').waitFor({ timeout: 120_000 });
  await window.page.keyboard.press('F8');
  await openFinding(window.page, 'has been read too often');
  await window.page.keyboard.press('i');
  await window.page.getByRole('radio', { name: 'Intentional (1)' }).waitFor();
  await window.close();

  window = await openWindow({ home, env });
  const { page } = window;
  const rows = page.locator('.waiver');
  await prose(page).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('marked as intentional');
  await page.keyboard.press('Enter');
  await soon(() => rows.count()).toBe(1);
  const year = new Date().getFullYear();
  expect(await rows.innerText()).toMatch(
    new RegExp(`^Worn phrases\\s+Time stood still\\s+Scene 1 · .*${year}`),
  );
  await page.keyboard.press('ArrowDown');
  await soon(() => focused(page)).toContain('waiver-take-back');
  await page.keyboard.press('Enter');
  await soon(() => rows.count()).toBe(0);
  await page.keyboard.press('u');
  await soon(() => rows.count()).toBe(1);
  await rows.getByRole('button', { name: 'Take back' }).press('Enter');
  await soon(() => rows.count()).toBe(0);
  expect(await seriousViolations(page)).toEqual([]);
  await page.getByRole('radio', { name: 'Findings' }).click();
  await review(page);
  await soon(() => listed(page, 'Worn phrases').count()).toBe(1);
});

test('patches over the same words: after one is accepted its neighbours stand right, and what lost its words says so', async () => {
  const overlapping = 'Mara lit the  the lamp , and left. Then the the  door opened.';
  window = await openWindow({ novel: novelOf([overlapping]), env });
  const { page } = window;
  await prose(page).waitFor();
  await page.keyboard.press('F7');
  await page.locator('.review-layers').waitFor({ timeout: 120_000 });
  await page.keyboard.press('F8');
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('a');
  await soon(() => textOf(page)).toEqual(['Mara lit the lamp , and left. Then the the  door opened.']);
  await openFinding(page, '“the” stands twice');
  await page.keyboard.press('a');
  await soon(() => textOf(page)).toEqual(['Mara lit the lamp , and left. Then the  door opened.']);

  // The first patch took the space that this one was about; no other space is taken for it.
  await openFinding(page, 'a space too many');
  await soon(() => page.locator('.finding-lost').count()).toBe(1);
  await page.keyboard.press('a');
  await page.keyboard.press('j');
  await soon(() => page.locator('.finding-lost').count()).toBe(0);
  await page.keyboard.press('a');
  await soon(() => textOf(page)).toEqual(['Mara lit the lamp , and left. Then the door opened.']);
  await openFinding(page, 'a space before the mark');
  await page.keyboard.press('a');
  await soon(() => textOf(page)).toEqual(['Mara lit the lamp, and left. Then the door opened.']);
  await soon(() => page.locator('.finding').count()).toBe(1);
});

test('the whole novel is reviewed as one job: it is asked first, counted by chapter and scene, and a scene leads to its findings', async () => {
  const { path, db } = novelFile({
    text: [[[faulty[0]!, 'The harbour was empty.'], [faulty.join('\n\n')], ['']]],
  });
  db.pragma('journal_mode = DELETE');
  db.close();
  window = await openWindow({ novel: path, env });
  const { page } = window;
  await prose(page).waitFor();
  await page.keyboard.press('F8'); // the panel
  await page.getByRole('button', { name: 'Review the novel' }).click();
  const question = page.getByRole('alertdialog', { name: 'Review the novel?' });
  await question.getByText('2 chapters with').waitFor();
  await question.getByRole('button', { name: 'Review the novel' }).click();
  const chapters = page.locator('.novel-findings section');
  await chapters.nth(1).waitFor({ timeout: 120_000 });
  const [first, second] = await chapters.allInnerTexts();
  expect(first).toMatch(/Scene 1\s+2 open[\s\S]*Scene 2\s+none open/);
  expect(await seriousViolations(page)).toEqual([]);

  const waiting = Number(/Scene 1\s+(\d+) open/.exec(second!)?.[1]);
  expect(waiting).toBeGreaterThanOrEqual(4);
  const scene = (words: RegExp) => chapters.nth(1).getByRole('button', { name: words });
  await scene(/^Scene 1/).click();
  await soon(() => textOf(page)).toEqual(faulty);
  await soon(() => page.locator('.finding').count()).toBe(waiting);
  await soon(() => listed(page, 'Doubled words').count()).toBe(3);

  await page.keyboard.press('F8');
  await page.keyboard.press('x');
  await page.locator('.review').getByRole('radio', { name: 'Novel' }).click();
  await scene(new RegExp(`^Scene 1\\s+${waiting - 1} open`)).waitFor();
  await window.close();
});
