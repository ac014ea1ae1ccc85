import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  getSetting,
  listExams,
  listRecentNovels,
  openAppDatabase,
  recordExam,
  rememberNovel,
  setSetting,
} from '../../../src-main/db/app-database.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';

test('settings, recent novels and exams outlive the program, and a repeated one replaces the first', () => {
  const path = join(temporaryFolder(), 'deep', 'app.sqlite');
  const exam = {
    model: 'smol',
    layer: 'style',
    planted: 12,
    found: 3,
    clean: 20,
    accused: 9,
    passed: false,
  } as const;
  const first = openAppDatabase(path);
  setSetting(first, { name: 'threads', value: { writing: 1 } });
  setSetting(first, { name: 'threads', value: { writing: 2 } });
  setSetting(first, { name: 'gone', value: 1 });
  setSetting(first, { name: 'gone', value: undefined });
  recordExam(first, { ...exam, takenAt: 1 });
  recordExam(first, { ...exam, found: 11, passed: true, takenAt: 2 });
  const novelId = newId<NovelId>();
  rememberNovel(first, { path: '/a', novelId, title: 'A', openedAt: 1 });
  rememberNovel(first, { path: '/b', novelId, title: 'B', openedAt: 2 });
  rememberNovel(first, { path: '/a', novelId, title: 'A again', openedAt: 3 });
  first.close();

  const again = openAppDatabase(path);
  expect(getSetting(again, 'threads')).toEqual({ writing: 2 });
  expect(getSetting(again, 'gone')).toBeUndefined();
  expect(listExams(again, 'smol')).toEqual([{ ...exam, found: 11, passed: true, takenAt: 2 }]);
  expect(listExams(again, 'other')).toEqual([]);
  expect(listRecentNovels(again).map(({ title }) => title)).toEqual(['A again', 'B']);
  again.close();
});

test('two programs hold the app database at once', () => {
  const path = join(temporaryFolder(), 'app.sqlite');
  const one = openAppDatabase(path);
  const two = openAppDatabase(path);
  setSetting(one, { name: 'a', value: 1 });
  setSetting(two, { name: 'b', value: 2 });
  expect([getSetting(two, 'a'), getSetting(one, 'b')]).toEqual([1, 2]);
  one.close();
  two.close();
});
