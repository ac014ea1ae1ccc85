import { expect, test } from 'vitest';
import { briefParts, groupParts } from '../../../../agents/roles/brief-parts.ts';

const parts = (brief: string, summary = '', language = 'en') => briefParts({ brief, summary, language });

test('numbered parts are the beats the writer meant, however they are broken into lines', () => {
  expect(parts('1. Gesa tries\n   the pound.\n\n2. She goes out. It rains.\n3) Home.')).toEqual([
    'Gesa tries the pound.',
    'She goes out. It rains.',
    'Home.',
  ]);
});

test('a year at a line’s start does not cut a brief in two', () => {
  expect(parts('In the winter of\n1874. it snowed, and Gesa came to Pellau.')).toHaveLength(1);
});

test('three paragraphs and more are parts; one paragraph is cut into its sentences', () => {
  expect(parts('One is here. Two.\n\nThree.\n\nFour.')).toEqual(['One is here. Two.', 'Three.', 'Four.']);
  expect(parts('Gesa tries the pound. She goes out.')).toEqual(['Gesa tries the pound.', 'She goes out.']);
});

test('without a brief the outline’s summary is cut', () => {
  expect(parts('  ', 'Gesa comes. Brida waits.')).toEqual(['Gesa comes.', 'Brida waits.']);
});

test('Chinese sentences are parts too', () => {
  expect(parts('她走出门。广场上没有人。', '', 'zh')).toEqual(['她走出门。', '广场上没有人。']);
});

test('too many parts are grouped in order and none is lost', () => {
  const many = Array.from({ length: 13 }, (_, at) => `P${at}`);
  const groups = groupParts(many, 8);
  expect(groups).toHaveLength(8);
  expect(groups.join(' ')).toBe(many.join(' '));
  expect(groupParts(['a', 'b'], 8)).toEqual(['a', 'b']);
});
