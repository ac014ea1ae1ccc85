import { expect, test } from 'vitest';
import { addWaiver, listWaivers } from '../../../src-main/db/waivers.ts';
import { novelFile } from '../../helpers/novel-file.ts';

test('a waiver said twice is one waiver, and the first moment stays', () => {
  const { db } = novelFile();
  addWaiver(db, { rule: 'style.cliche', quote: 'as the crow flies', createdAt: 5 });
  addWaiver(db, { rule: 'style.cliche', quote: 'as the crow flies', createdAt: 9 });
  addWaiver(db, { rule: 'style.repeated-phrase', quote: 'as the crow flies', createdAt: 7 });
  expect(listWaivers(db)).toEqual([
    { rule: 'style.cliche', quote: 'as the crow flies', createdAt: 5 },
    { rule: 'style.repeated-phrase', quote: 'as the crow flies', createdAt: 7 },
  ]);
});
