import { expect, test } from 'vitest';
import { reviewNovel } from '../../../../agents/crews/review-novel.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { completedBy, crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { chapterId, entry, sceneId, smallNovel } from '../../../helpers/small-novel.ts';

const novel = smallNovel(
  [
    { title: 'One', summary: '', scenes: ['Gesa set the the weight down.', 'The beam swung.'] },
    { title: 'Two', summary: '', scenes: [''] },
    { title: 'Three', summary: '', scenes: ['Rupp opened the the shop.'] },
  ],
  [entry('Gesa'), entry('Rupp')],
);
const input = {
  kind: 'review-novel',
  chapterId: chapterId(1),
  byRulesOnly: true,
  quality: { threshold: 60, maxRevisions: 2 },
} as const;

test('every scene with prose of every chapter is reviewed once, in reading order, and no model is asked', async () => {
  const { crew, calls, progress } = crewOn({ library: createMemoryLibrary(novel) });
  const { reviews, draft } = await reviewNovel(input, crew);
  expect(reviews.map(({ target }) => target)).toEqual(
    [sceneId(1, 1), sceneId(1, 2), sceneId(3, 1)].map((id) => ({ kind: 'scene', sceneId: id })),
  );
  expect(reviews.map(({ layers }) => layers.flatMap(({ issues }) => issues).length > 0)).toEqual([
    true,
    false,
    true,
  ]);
  expect([draft, calls]).toEqual([null, []]);
  const fractions = progress.map(({ fraction }) => fraction);
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
});

test('a review that was stopped in its second chapter goes on there: what was judged is not judged again', async () => {
  const stop = new AbortController();
  const first = crewOn({ library: createMemoryLibrary(novel), signal: stop.signal });
  const { started } = first;
  const begin = started.push.bind(started);
  started.push = (...keys) => {
    if (keys.some((key) => key.startsWith('chapter 3/scene 1'))) stop.abort();
    return begin(...keys);
  };
  await expect(reviewNovel(input, first.crew)).rejects.toThrow();
  const again = crewOn({ library: createMemoryLibrary(novel), completed: completedBy(first.committed) });
  const { reviews } = await reviewNovel(input, again.crew);
  expect(reviews.length).toBe(3);
  expect(again.started.filter((key) => key.startsWith('chapter 1/'))).toEqual([]);
});

test('a chapter that is gone when its turn comes is left out, and the rest is reviewed', async () => {
  const library = createMemoryLibrary(novel);
  const { crew } = crewOn({
    library: {
      ...library,
      getChapterScenes: (id) =>
        id === chapterId(3)
          ? Promise.reject(new AppError('CHAPTER_NOT_FOUND', { chapter: id }))
          : library.getChapterScenes(id),
    },
  });
  const { reviews } = await reviewNovel(input, crew);
  expect(reviews.map(({ target }) => target)).toEqual([
    { kind: 'scene', sceneId: sceneId(1, 1) },
    { kind: 'scene', sceneId: sceneId(1, 2) },
  ]);
});
