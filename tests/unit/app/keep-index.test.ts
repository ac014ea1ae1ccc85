import { afterEach, expect, test, vi } from 'vitest';
import { keepIndex, type IndexKeeper } from '../../../src-main/app/keep-index.ts';
import { insertEntry } from '../../../src-main/db/lore.ts';
import { getScene, saveScene } from '../../../src-main/db/scenes.ts';
import type { NovelSession } from '../../../src-main/novels/novel-session.ts';
import type { Embedder } from '../../../src-main/retrieval/embedder.ts';
import { loreContent } from '../../../src-main/services/importers/lore-content.ts';
import { SearchQuery } from '../../../src-shared/domain/search.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { IndexStatus } from '../../../src-shared/ipc/search.ts';
import { libraryInProcess } from '../../helpers/library-in-process.ts';
import { novelFile, proseOf } from '../../helpers/novel-file.ts';
import { plainEmbedding } from '../../helpers/plain-embedding.ts';
import { wordEmbedder } from '../../helpers/word-embedder.ts';

const times = { tickMs: 10, quietMs: 60, startMs: 0, retryMs: 50, cappedMs: 50, typingMs: 1000 };
const keepers: IndexKeeper[] = [];
afterEach(() => keepers.splice(0).forEach((keeper) => keeper.stop()));

async function kept(embedder: Embedder) {
  const file = novelFile({ text: [[['A red door.', 'A blue window.']]] });
  const library = await libraryInProcess(file.path, embedder);
  const told: IndexStatus[] = [];
  const session = {
    db: file.db,
    library,
    libraryPid: undefined,
    novel: { id: file.outline.novel.id },
    embedding: plainEmbedding,
  };
  const keeper = keepIndex(
    session as unknown as NovelSession,
    {
      emit: (name, payload) => void (name === 'search.status' && told.push(payload as IndexStatus)),
      log: { info: () => {}, error: () => {} } as never,
    },
    times,
  );
  keepers.push(keeper);
  const finds = async (text: string): Promise<number> =>
    (await library('search', SearchQuery.parse({ text, mode: 'basic' }))).length;
  return { ...file, keeper, told, finds };
}

const soon = { timeout: 10_000, interval: 20 };

test('what is written, saved or brought in by anyone is found after a while, and only then', async () => {
  const { db, scenes, keeper, finds } = await kept(wordEmbedder());
  await vi.waitFor(async () => expect(await finds('red')).toBe(1), soon);
  await vi.waitFor(() => expect(keeper.status.state).toBe('fresh'), soon);

  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, { id: scene.id, document: proseOf('A green gate.'), baseRevision: scene.revision });
  expect(await finds('green')).toBe(0);
  await vi.waitFor(async () => expect(await finds('green')).toBe(1), soon);

  insertEntry(db, { content: loreContent({ title: 'Mara', body: 'A keeper.' }), createdBy: 'import' });
  await vi.waitFor(async () => expect(await finds('keeper')).toBe(1), soon);
});

test('a pause stops between two texts, and going on finishes the rest', async () => {
  const { keeper, told, finds } = await kept(wordEmbedder());
  keeper.pause(true);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await finds('red')).toBe(0);
  expect(keeper.status.state).toBe('paused');
  keeper.pause(false);
  await vi.waitFor(async () => expect(await finds('red')).toBe(1), soon);
  expect(told.some(({ state }) => state === 'indexing')).toBe(true);
});

test('without the embedding model words are found all the same, and the writer is told', async () => {
  const missing: Embedder = {
    ...wordEmbedder(),
    embed: () => Promise.reject(new AppError('EMBEDDING_MODEL_MISSING', { path: 'x' })),
  };
  const { keeper, finds } = await kept(missing);
  await vi.waitFor(async () => expect(await finds('red')).toBe(1), soon);
  await vi.waitFor(() => expect(keeper.status.state).toBe('words'), soon);
});

test('nothing is asked of the library after the end', async () => {
  const { db, keeper, finds, scenes } = await kept(wordEmbedder());
  await vi.waitFor(async () => expect(await finds('blue')).toBe(1), soon);
  keeper.stop();
  const scene = getScene(db, scenes[0]!.id);
  saveScene(db, { id: scene.id, document: proseOf('A green gate.'), baseRevision: scene.revision });
  await new Promise((resolve) => setTimeout(resolve, 250));
  expect(await finds('green')).toBe(0);
});

test('a cap is told to the writer, and the rest is read when it is raised', async () => {
  let isSpent = true;
  const paid: Embedder = {
    ...wordEmbedder(),
    embed: (texts) =>
      isSpent
        ? Promise.reject(new AppError('MODEL_BUDGET_SPENT', { cap: 'month', limit: 1, spent: 1, needed: 1 }))
        : wordEmbedder().embed(texts),
  };
  const { keeper, finds } = await kept(paid);
  await vi.waitFor(() => expect(keeper.status.state).toBe('capped'), soon);
  expect(keeper.status.error).toMatchObject({ code: 'MODEL_BUDGET_SPENT', data: { limit: 1 } });
  await vi.waitFor(async () => expect(await finds('red')).toBe(1), soon);
  isSpent = false;
  keeper.wake();
  await vi.waitFor(() => expect(keeper.status).toMatchObject({ state: 'fresh', error: null }), soon);
});
