import { expect, test } from 'vitest';
import { dialogueOf } from '../../../../../agents/qa/text/dialogue.ts';
import { editDistance } from '../../../../../agents/qa/text/edit-distance.ts';
import { reviewSentences } from '../../../../../agents/qa/text/review-sentences.ts';
import { readText, type ReviewText } from '../../../../../agents/qa/text/review-text.ts';
import { readProse } from '../../../../helpers/prose-notation.ts';

const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as ReviewText['target'];
const sentences = (text: string, language = 'en') =>
  reviewSentences(text, language).map(({ start, end }) => text.slice(start, end));
const spoken = (text: string) => dialogueOf(text).map(({ start, end }) => text.slice(start, end));

test('short forms and speech tags end no sentence', () => {
  expect(sentences('Mr. Hauk came at 5 p.m. today. "Stop!" she said. Dr. A. Bell left.')).toEqual([
    'Mr. Hauk came at 5 p.m. today.',
    '"Stop!" she said.',
    'Dr. A. Bell left.',
  ]);
});

test('sentences of languages without spaces are cut', () => {
  expect(sentences('他走了。她笑了!「来吗?」', 'zh')).toEqual(['他走了。', '她笑了!', '「来吗?」']);
});

test('speech is found between the marks of many languages', () => {
  expect(spoken('"Yes," he said. "No."')).toEqual(['"Yes,"', '"No."']);
  expect(spoken('“Don’t,” he said.')).toEqual(['“Don’t,”']);
  expect(spoken('‘I don’t know,’ he said.')).toEqual(['‘I don’t know,’']);
  expect(spoken("'I don't know,' he said. The dogs' bowls.")).toEqual(["'I don't know,'"]);
  expect(spoken('„Nein“, sagte er. »Doch«, sagte sie.')).toEqual(['„Nein“', '»Doch«']);
  expect(spoken('「来い」と言った。')).toEqual(['「来い」']);
  expect(spoken('— No —dijo él.')).toEqual(['— No —dijo él.']);
  expect(spoken('“It began in May.')).toEqual(['“It began in May.']);
  expect(spoken("It was the dogs' day, wasn't it?")).toEqual([]);
});

test('sentences are numbered over the whole text and offsets point into their own block', () => {
  const { document } = readProse({
    p1: 'One came. Two *left*.',
    b1: '***',
    q1: { p2: 'Dear Anna,' },
    p3: '😀 Three.',
  });
  const text = readText(document, target, 'en');
  expect(text.sentences.map(({ number, blockId }) => `${number} ${blockId}`)).toEqual([
    '1 p1',
    '2 p1',
    '3 p2',
    '4 p3',
  ]);
  for (const word of text.words)
    expect(text.paragraphs[word.paragraph]?.text.slice(word.start, word.end)).toBe(word.text);
  expect(text.words.filter(({ isItalic }) => isItalic).map(({ text: word }) => word)).toEqual(['left']);
});

test('edit distance counts letters as readers do and stops at its bound', () => {
  expect(editDistance('wittmer', 'witmer')).toBe(1);
  expect(editDistance('wittmer', 'witmtre')).toBe(2);
  expect(editDistance('marta', 'mrata')).toBe(1);
  expect(editDistance('caf\u00e9', 'cafe\u0301')).toBe(0);
  expect(editDistance('abcdef', 'uvwxyz', 2)).toBe(3);
});
