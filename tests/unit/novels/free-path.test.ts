import { expect, test } from 'vitest';
import { fileNameOf } from '../../../src-main/novels/free-path.ts';

test.each([
  ['Laut: sebuah kisah?', 'Laut sebuah kisah'],
  ['../../etc/passwd', 'etc passwd'],
  ['con', 'con_'],
  ['   ', 'Novel'],
  ['Ends with dots...', 'Ends with dots'],
  ['海の物語', '海の物語'],
  ['x'.repeat(300), 'x'.repeat(80)],
])('the title %j becomes a file name that every system takes: %j', (title, name) => {
  expect(fileNameOf(title)).toBe(name);
});
