import { expect, test } from 'vitest';
import { getNovel, updateNovel } from '../../../src-main/db/novels.ts';
import { novelFile } from '../../helpers/novel-file.ts';

test('changing one of a novel’s words leaves the others and moves its time', () => {
  const { db } = novelFile({ premise: 'A keeper waits.', style: 'Plain.' });
  const before = getNovel(db);
  const after = updateNovel(db, { title: 'The Wick', language: 'id' });
  expect(after).toEqual({ ...before, title: 'The Wick', language: 'id', updatedAt: after.updatedAt });
  expect(after.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
  expect(getNovel(db)).toEqual(after);
});
