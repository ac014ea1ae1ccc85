import { expect, test } from 'vitest';
import { checkGrammar } from '../../../src-main/services/grammar.ts';

const english = { language: 'en-US', words: ['Gesa Amrain', 'Wittmer'] };
const found = async (text: string, settings = english) =>
  (await checkGrammar([text], settings))?.[0]?.map(({ start, end }) => text.slice(start, end)) ?? null;

test('plain mistakes are found, at UTF-16 offsets behind emoji too', async () => {
  expect(await found('😀👩‍👧 They was late again.')).toEqual(['was']);
  expect(await found('He definately knew it.')).toEqual(['definately']);
});

test('each text gets its own faults with its own offsets', async () => {
  const faults = await checkGrammar(
    ['All is well.', 'They was late.', 'She waited.', 'He recieved it.'],
    english,
  );
  expect(faults?.map((list) => list.length)).toEqual([0, 1, 0, 1]);
  expect(faults?.[3]?.[0]).toMatchObject({ start: 3, end: 11, kind: 'Spelling' });
  expect(faults?.[3]?.[0]?.suggestions[0]).toBe('received');
});

test('many texts are checked in several calls without losing their places', async () => {
  const texts = Array.from({ length: 60 }, (_, at) =>
    at % 20 === 19 ? 'They was late.' : 'The stove ticked in the corner and nobody spoke. '.repeat(10),
  );
  const faults = await checkGrammar(texts, english);
  expect(faults?.flatMap((list, at) => (list.length > 0 ? [at] : []))).toEqual([19, 39, 59]);
});

test('names of the novel are no misspellings', async () => {
  expect(await found('They asked Wittmer about Gesa Amrain.')).toEqual([]);
  expect(await found('They asked Wittmer.', { language: 'en-US', words: [] })).toEqual(['Wittmer']);
});

test('letters with a full stop are no misspellings, and a misspelled word before one still is', async () => {
  expect(await found('We leave at 5 p.m. and it is signed J. R. Hale, Ph.D.')).toEqual([]);
  expect(await found('It is signed with an m.')).toEqual([]);
  expect(await found('It was signed. He recieved it.')).toEqual(['recieved']);
});

test('the spelling of either side of the Atlantic is right in its own text', async () => {
  const british = 'The colour of the harbour was grey, and the neighbours realised it.';
  const american = 'The color of the harbor was gray, and the neighbors realized it.';
  expect(await found(british, { language: 'en', words: [] })).toEqual([]);
  expect(await found(american, { language: 'en', words: [] })).toEqual([]);
  expect(await found('The colour was new.', { language: 'en-US', words: [] })).toEqual(['colour']);
});

test('fragments, broken speech and dashes of fiction are left alone', async () => {
  const prose = 'Nothing. Not a soul. "I never--" he said. "Gonna rain," said Gesa... And then it did.';
  expect(await found(prose)).toEqual([]);
});

test('an article is mended in the case it had', async () => {
  const faults = await checkGrammar(['A old man sat there.'], english);
  expect(faults?.[0]?.[0]?.suggestions).toEqual(['An']);
});

test('other languages are said not to be known, not found clean', async () => {
  expect(await checkGrammar(['Dia pergi ke pasar.'], { language: 'id', words: [] })).toBeNull();
});

test('two checks at once, in two dialects, both get their answer', async () => {
  const options = { language: 'en', words: [] };
  const found = await Promise.all([
    checkGrammar(['The colour of the harbour was grey.', 'She sayed so.'], options),
    checkGrammar(['The color of the harbor was gray.', 'She sayed so.'], options),
  ]);
  expect(found.map((texts) => texts?.map((faults) => faults.map(({ kind }) => kind)))).toEqual([
    [[], ['Spelling']],
    [[], ['Spelling']],
  ]);
});
