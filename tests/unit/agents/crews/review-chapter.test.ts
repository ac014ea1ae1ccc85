import { expect, test } from 'vitest';
import { reviewChapter } from '../../../../agents/crews/review-chapter.ts';
import { layers } from '../../../../src-shared/domain/qa.ts';
import { crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';
import { chapterId, entry, sceneId, smallNovel } from '../../../helpers/small-novel.ts';

const scene =
  'Gesa set the weight down on the left pan. The beam swung and came to rest. "It is light," she said.';
const novel = smallNovel(
  [{ title: 'One', summary: 'Gesa weighs.', scenes: [scene, '', 'Rupp opened the the shop.  He was late.'] }],
  [entry('Gesa'), entry('Rupp')],
);
const input = {
  kind: 'review-chapter',
  chapterId: chapterId(1),
  quality: { threshold: 60, maxRevisions: 2 },
} as const;

test('each scene with prose is reviewed where it stands; nothing is drafted and nothing changed', async () => {
  const model = scriptedModel([
    { answer: { findings: [] }, always: true }, // the exam, and whoever is asked to word a repair
  ]);
  const { crew, exams } = crewOn({ modelOf: () => model, library: createMemoryLibrary(novel) });
  const outcome = await reviewChapter(input, crew);
  expect(outcome.draft).toBeNull();
  expect(outcome.reviews.map(({ layers: judged }) => judged.map(({ layer }) => layer))).toEqual([
    layers,
    layers,
  ]);
  const targets = outcome.reviews.map((review) =>
    review.layers.flatMap(({ issues }) => issues).flatMap(({ anchor }) => (anchor ? [anchor.target] : [])),
  );
  expect(targets[1]).not.toEqual([]);
  for (const target of targets[1] ?? []) expect(target).toEqual({ kind: 'scene', sceneId: sceneId(1, 3) });
  expect(exams.map(({ layer }) => layer)).toEqual(layers);
});

test('a layer that nothing evaluated has no score, and then a human is needed, however low the bar', async () => {
  const model = scriptedModel([{ answer: { findings: [] }, always: true }]);
  const empty = smallNovel([{ title: 'One', summary: '', scenes: ['***'] }]);
  const [only] = empty.scenes;
  const library = createMemoryLibrary({ ...empty, scenes: only ? [{ ...only, wordCount: 1 }] : [] });
  const { crew } = crewOn({ modelOf: () => model, library });
  const outcome = await reviewChapter({ ...input, quality: { threshold: 0, maxRevisions: 0 } }, crew);
  expect(outcome.reviews[0]?.layers.some(({ score }) => score === null)).toBe(true);
  expect(outcome.state).toBe('needs_human');
});

test('a chapter without text says so instead of passing', async () => {
  const library = createMemoryLibrary(smallNovel([{ title: 'One', summary: '', scenes: [''] }]));
  await expect(reviewChapter(input, crewOn({ library }).crew)).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});
