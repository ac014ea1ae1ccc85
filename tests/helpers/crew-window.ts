// A window on a novel with a planned chapter, and a model server that answers as a willing model would.
import type { Page } from '@playwright/test';
import { openWriter } from '../../src-main/db/connection.ts';
import { updateChapter, updateSceneDetails } from '../../src-main/db/outline-edits.ts';
import { startModelServer, type ModelServer, type WireRequest } from './model-server.ts';
import { atRest } from './novel-file.ts';
import { smallestInstance } from './smallest-instance.ts';

/** The file of a novel with a chapter that is written and one that is only planned, in two scenes. */
export function plannedNovel(): string {
  const { path, scenes, chapters } = atRest({
    text: [[['Mara lit the lamp.\n\nThe harbour was empty.'], ['', '']]],
  });
  const db = openWriter(path);
  const [, morning, evening] = scenes;
  updateChapter(db, { id: chapters[1]!.id, summary: 'The ship comes in without Tomas.' });
  updateSceneDetails(db, {
    id: morning!.id,
    title: 'Morning',
    synopsis: 'Mara asks the captain about Tomas.',
  });
  updateSceneDetails(db, {
    id: evening!.id,
    title: 'Evening',
    synopsis: 'Mara reads the letter by the lamp.',
  });
  db.pragma('journal_mode = DELETE');
  db.close();
  return path;
}

const places = ['wall', 'quay', 'orchard', 'stair', 'chapel', 'well'];

/**
 * Answers with prose, each time with other sentences, in two paragraphs; `delay` is between words, in milliseconds, and
 * may become another one.
 */
export async function willingModel(delay: number): Promise<ModelServer & { delay: number }> {
  const pace = { delay };
  let asked = 0;
  const prose = (): string => {
    asked += 1;
    const sentence = (place: string, at: number) =>
      `By the ${place} Mara counted ${asked * 10 + at} grey stones.`;
    const sentences = places.map(sentence);
    return `${sentences.slice(0, 3).join(' ')}\n\n${sentences.slice(3).join(' ')}`;
  };
  const server = await startModelServer({
    answers: (request) => (isForm(request) ? filledForm(request) : { text: prose(), delay: pace.delay }),
  });
  return Object.assign(pace, server);
}

interface Form {
  readonly json_schema?: { readonly schema?: unknown };
}

/** True where a request wants an answer of a shape, not prose. */
export function isForm({ body }: WireRequest): boolean {
  return body['response_format'] !== undefined;
}

/** The smallest answer of the shape that is asked for. */
export function filledForm({ body }: WireRequest): { readonly text: string } {
  const { json_schema } = body['response_format'] as Form;
  return { text: JSON.stringify(smallestInstance(json_schema?.schema ?? {})) };
}

/** What the app is started with to take a server for the model of this machine. */
export function modelOf({ baseUrl }: Pick<ModelServer, 'baseUrl'>): Record<string, string> {
  return { FABULA_MODEL_URL: baseUrl, FABULA_MODEL_NAME: 'loopback' };
}

/**
 * The same, for a provider that costs money: "every address" in the form of IPv6, which the app does not know for this
 * machine's own, though the request never leaves it.
 */
export function paidModelOf({ baseUrl }: Pick<ModelServer, 'baseUrl'>): Record<string, string> {
  return modelOf({ baseUrl: baseUrl.replace('127.0.0.1', '[::ffff:0.0.0.0]') });
}

/** Asks for the planned chapter by its shortcut and starts it. */
export async function generateChapter(page: Page): Promise<void> {
  await page.locator('.tree-title', { hasText: 'Morning' }).click();
  await page.getByRole('heading', { name: 'Morning' }).or(page.locator('.prose')).first().waitFor();
  await page.keyboard.press('Control+Shift+G');
  const dialog = page.getByRole('dialog', { name: 'Generate a chapter' });
  await dialog.getByRole('textbox', { name: 'What happens' }).waitFor();
  await dialog.getByRole('button', { name: 'Generate', exact: true }).click();
}

/** Waits until so many letters of the draft have come. */
export async function draftWritten(page: Page, letters: number): Promise<void> {
  const text = page.locator('.draft-text-stream');
  while (((await text.textContent()) ?? '').length <= letters) await page.waitForTimeout(50);
}
