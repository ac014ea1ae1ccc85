import { copyFileSync, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getOutline } from '../../src-main/db/outline.ts';
import { getScene, saveScene } from '../../src-main/db/scenes.ts';
import { openNovel } from '../../src-main/novels/open-novel.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { makeLongNovel, type LongNovel } from './novel/long-novel.ts';
import { milliseconds, percentile, printLine } from './search/figures.ts';

const opens = 11;
const saves = 200;

/** Opening a novel of 560,000 words and saving a scene of 5,000 in it, beside bare SQLite doing the least of both. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-bench-'));
  const usual = process.env['FABULA_DATA'];
  process.env['FABULA_DATA'] = join(folder, 'data');
  try {
    const novel = await makeLongNovel(join(folder, 'long.fabula'));
    const megabytes = (statSync(novel.path).size / 1e6).toFixed(1);
    console.log(
      `novel: ${novel.words} words of ${novel.from} in ${novel.scenes} scenes, ${megabytes} MB with its index`,
    );
    await benchOpening(novel);
    await benchSaving(novel, join(folder, 'bare.sqlite'));
  } finally {
    if (usual === undefined) delete process.env['FABULA_DATA'];
    else process.env['FABULA_DATA'] = usual;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchOpening({ path }: LongNovel): Promise<void> {
  await (await openNovel({ path })).close(); // the day's backup is made here
  const barePath = `${path}.bare`;
  copyFileSync(path, barePath);
  const asLeft: number[] = [];
  const touched: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < opens; round++) {
    asLeft.push(await timeOpening(path));
    utimesSync(path, new Date(), new Date(Date.now() - 60_000)); // as if something else had written it
    touched.push(await timeOpening(path));
    const start = performance.now();
    const db = openBare(barePath);
    db.prepare('SELECT id FROM novel').get();
    bare.push(performance.now() - start);
    db.pragma('journal_mode = DELETE');
    db.close();
  }
  report('open, as it was left', { values: asLeft, reference: bare, part: 0.5, target: 150 });
  report('open, touched: every page read', { values: touched, reference: bare, part: 0.5, target: 150 });
}

async function timeOpening(path: string): Promise<number> {
  const start = performance.now();
  const novel = await openNovel({ path });
  getOutline(novel.db);
  const time = performance.now() - start;
  await novel.close();
  return time;
}

async function benchSaving({ path, longScene }: LongNovel, barePath: string): Promise<void> {
  const novel = await openNovel({ path });
  const bare = openBare(barePath);
  bare.exec('CREATE TABLE scene (id TEXT PRIMARY KEY, doc TEXT NOT NULL, revision INTEGER NOT NULL) STRICT');
  let scene = getScene(novel.db, longScene);
  bare.prepare('INSERT INTO scene VALUES (?, ?, 1)').run(longScene, JSON.stringify(scene.document));
  const update = bare.prepare('UPDATE scene SET doc = ?, revision = revision + 1 WHERE id = ?');
  const times: number[] = [];
  const reference: number[] = [];
  for (let round = 0; round < saves; round++) {
    const document = typed(scene, round);
    const start = performance.now();
    scene = saveScene(novel.db, { id: longScene, document, baseRevision: scene.revision });
    times.push(performance.now() - start);
    const json = JSON.stringify(document);
    const bareStart = performance.now();
    update.run(json, longScene);
    reference.push(performance.now() - bareStart);
  }
  report(`save a scene of ${scene.wordCount} words, p50`, { values: times, reference, part: 0.5 });
  report(`save a scene of ${scene.wordCount} words, p95`, {
    values: times,
    reference,
    part: 0.95,
    target: 5,
  });
  bare.close();
  await novel.close();
}

/** The scene with a word more in one of its paragraphs: what a writer's pause leaves to save. */
function typed({ document }: Scene, round: number): ProseDocument {
  const at = round % document.content.length;
  return {
    ...document,
    content: document.content.map((block, index) =>
      index === at && block.type === 'paragraph'
        ? { ...block, content: [...(block.content ?? []), { type: 'text', text: ' again' }] }
        : block,
    ),
  };
}

/** Bare better-sqlite3 with the same promises to the disk. */
function openBare(path: string): Database.Database {
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  return db;
}

interface Figures {
  readonly values: readonly number[];
  readonly reference: readonly number[];
  readonly part: number;
  readonly target?: number;
}

function report(name: string, { values, reference, part, target }: Figures): void {
  const value = percentile(values, part);
  const bare = percentile(reference, part);
  const ratio = `${(value / bare).toFixed(1)}x`;
  const verdict = target === undefined ? '' : ` <= ${target} ms ${value <= target ? 'ok' : 'MISSED'}`;
  printLine(name, {
    value: milliseconds(value),
    reference: milliseconds(bare),
    verdict: `${ratio}${verdict}`,
  });
}

if (import.meta.main) await run();
