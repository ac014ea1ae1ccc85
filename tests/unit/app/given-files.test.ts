import { expect, test } from 'vitest';
import { novelOn } from '../../../src-main/app/given-files.ts';

const on = (...words: string[]) => novelOn(['/opt/Fabula/fabula', ...words], '/home/mara');

test('a novel is found by its path, from the folder of the start, and by the address a desktop gives', () => {
  expect(on('lamp.fabula')).toBe('/home/mara/lamp.fabula');
  expect(on('--flag', '/books/My lamp.FABULA')).toBe('/books/My lamp.FABULA');
  expect(on('file:///books/My%20lamp%20%C3%A9.fabula')).toBe('/books/My lamp é.fabula');
});

test('what is no novel of this machine is none', () => {
  expect(on('notes.md', '--novel=x.fabula')).toBeNull();
  expect(on('file://server/share/lamp.fabula')).toBeNull();
  expect(on('file:///books/a%2Fb.fabula')).toBeNull();
});
