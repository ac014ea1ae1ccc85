import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lockFolder } from '../../../src-main/services/paths.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { killChild, runKillLoop, startSavingChild } from '../../helpers/kill-loop.ts';
import { atRest } from '../../helpers/novel-file.ts';

test('ten kills at random moments lose no acknowledged save and tear no scene', async () => {
  const { path } = atRest();
  const result = await runKillLoop({ path, kills: 10, longestMs: 150 });
  expect(result).toMatchObject({ kills: 10, lost: 0, torn: 0, unsound: 0 });
  expect(result.acknowledged).toBeGreaterThan(10);
});

test('a novel held by another process is refused by its name and is free once that was killed', async () => {
  const { path, folder, id } = atRest();
  const saving = startSavingChild(path);
  await saving.isOpen;
  await expect(openNovel({ path })).rejects.toMatchObject({
    code: 'NOVEL_IN_USE',
    data: { program: 'The saving child', pid: saving.process.pid! },
  });
  await killChild(saving);
  const records = (): readonly string[] =>
    readdirSync(lockFolder()).filter((name) => name.includes(id) && name.endsWith('.json'));
  expect(records()).toHaveLength(1); // what it said of itself outlived it, and holds nothing
  const novel = await openNovel({ path });
  await novel.close();
  expect(readdirSync(folder)).toEqual(['novel.fabula']);
  expect(records()).toEqual([]);
});
