import { expect, test } from 'vitest';
import { partScenes, scenePlans, withoutBreakLines } from '../../../../agents/roles/part-scenes.ts';
import type { Beat } from '../../../../src-shared/domain/beat.ts';

const beats = (...happens: readonly string[]): readonly Beat[] =>
  happens.map((text, at) => ({ number: at + 1, happens: text, characters: [], place: '', words: 100 }));
const scenes = (told: readonly Beat[]) => told.map(({ scene }) => scene);

const morning = 'Mara walks to the harbour and asks the captain about her brother.';
const evening = 'A boy brings a letter, and she reads it by the lamp.';

test('beats go to the scene whose plan they tell, in order', () => {
  const told = beats(
    'Mara walks down to the harbour.',
    'She asks the captain.',
    'She reads the letter by the lamp.',
  );
  expect(scenes(partScenes(told, { plans: [morning, evening], language: 'en' }))).toEqual([1, 1, 2]);
});

test('a later beat never falls back into an earlier scene, whatever words it shares', () => {
  const told = beats('Mara walks to the harbour.', 'A boy brings a letter.', 'The captain and her brother.');
  const found = scenes(partScenes(told, { plans: [morning, evening], language: 'en' }));
  expect(found).toEqual([...found].sort());
});

test('one plan, or none, leaves the chapter in one scene', () => {
  const told = beats('Mara walks.', 'She reads.');
  expect(scenes(partScenes(told, { plans: [morning], language: 'en' }))).toEqual([undefined, undefined]);
});

test('lines of *** in the writer’s brief part scenes, before the outline does, and are no prompt', () => {
  const brief = `${morning}\n***\n${evening}`;
  expect(scenePlans(brief, ['a', 'b', 'c'])).toEqual([morning, evening]);
  expect(scenePlans('All at once.', [morning, evening])).toEqual([morning, evening]);
  expect(scenePlans('All at once.', [morning, ''])).toEqual([]);
  expect(withoutBreakLines(brief)).toBe(`${morning}\n\n${evening}`);
});
