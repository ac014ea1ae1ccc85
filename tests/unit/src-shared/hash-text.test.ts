import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashText } from '../../../src-shared/hash-text.ts';

test('a hash is SHA-256 at every padding length and in every script', () => {
  const texts = Array.from({ length: 200 }, (_, length) => 'aé灯👩‍👧'.repeat(40).slice(0, length));
  for (const text of texts)
    expect(hashText(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'));
});
