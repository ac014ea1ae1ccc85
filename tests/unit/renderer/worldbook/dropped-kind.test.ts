import { expect, test } from 'vitest';
import { kindOfDropped } from '../../../../src-renderer/features/worldbook/dropped-kind.ts';

const file = (name: string) => ({ name, isFolder: false });
const folder = (name: string) => ({ name, isFolder: true });

test.each([
  ['manuscript', [file('The Lamp.DOCX')]],
  ['manuscript', [file('one.md'), file('two.txt'), file('cover.png')]],
  ['worldbook', [file('lore.json')]],
  ['ask', [file('lore.json'), file('people.md')]],
  ['ask', [folder('World')]],
  ['ask', [folder('notes.png')]],
  [null, [file('cover.png'), file('README')]],
] as const)('what is dropped with no novel open is taken as %s', (kind, files) => {
  expect(kindOfDropped(files)).toBe(kind);
});
