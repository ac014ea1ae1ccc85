import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriter } from '../../src-main/db/connection.ts';
import { comeToRest } from '../../src-main/db/checkpoint.ts';
import { createAct, createChapter, createScene } from '../../src-main/db/outline-edits.ts';
import { createNovel } from '../../src-main/novels/create-novel.ts';
import { runKillLoop } from '../helpers/kill-loop.ts';
import { printLine } from './search/figures.ts';

const kills = 200;

/** Kills a saving program two hundred times at random moments: no acknowledged save may be lost. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  const usual = process.env['FABULA_DATA'];
  process.env['FABULA_DATA'] = join(folder, 'data');
  try {
    const path = join(folder, 'novel.fabula');
    createNovel({ path, title: 'The lamp' });
    const db = openWriter(path);
    const chapterId = createChapter(db, { actId: createAct(db, { title: 'One' }), title: 'One' });
    for (let scene = 0; scene < 40; scene++) createScene(db, { chapterId });
    await comeToRest(db);
    db.close();
    const { acknowledged, lost, torn, unsound } = await runKillLoop({ path, kills, longestMs: 150 });
    console.log(`kill -9: ${kills} times, ${acknowledged} saves acknowledged`);
    for (const [name, count] of Object.entries({ lost, torn, unsound }))
      printLine(`${name} after ${kills} kills`, {
        value: String(count),
        reference: '0',
        verdict: count === 0 ? 'ok' : 'MISSED',
      });
  } finally {
    if (usual === undefined) delete process.env['FABULA_DATA'];
    else process.env['FABULA_DATA'] = usual;
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) await run();
