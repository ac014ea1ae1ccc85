import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listBackups } from '../../db/backup.ts';
import { openReader, openWriter, type Db } from '../../db/connection.ts';
import { inspectNovel, type Inspection } from '../../db/inspect-novel.ts';
import { listMigrations, novelMigrations } from '../../db/migrate.ts';
import { openLibraryService } from '../../retrieval/library-service.ts';
import { sideFiles } from '../durable-files.ts';
import { usualEmbedding } from '../../../src-shared/domain/embedding.ts';
import { embeddingFolders } from '../paths.ts';
import { attempt, check, type Check } from './check.ts';

/** A novel file: whether it is sound, what is in it, whether its index is fresh, when it was last backed up. */
export async function examineNovel(path: string): Promise<readonly Check[]> {
  const found: { inspection?: Inspection } = {};
  const known = listMigrations(novelMigrations).length;
  const identity = await attempt('novel', () => {
    const inspection = inspectNovel({ path, known, thorough: true });
    found.inspection = inspection;
    const { title, version } = inspection;
    return check('novel', version < known ? 'warn' : 'ok', { path, title, version, known });
  });
  if (!found.inspection) return [identity];
  const { novelId } = found.inspection;
  return [
    identity,
    lookAtSideFiles(path),
    ...(await lookInside(path, found.inspection.version === known)),
    lookAtBackups(novelId),
  ];
}

/** What stands beside the file while it is open; at rest there is none. */
function lookAtSideFiles(path: string): Check {
  const beside = sideFiles.filter((suffix) => existsSync(path + suffix));
  return check('novel-at-rest', beside.length > 0 ? 'warn' : 'ok', { files: beside.join(', ') });
}

function lookAtBackups(novelId: string): Check {
  const [last, ...others] = listBackups(novelId);
  return check('novel-backup', last ? 'ok' : 'warn', {
    count: last ? others.length + 1 : 0,
    path: last?.path ?? '',
    at: last ? new Date(last.createdAt).toISOString() : '',
  });
}

/** Reads a copy: even reading a file that is open elsewhere, or was left open by a crash, would write beside it. */
async function lookInside(path: string, isCurrent: boolean): Promise<readonly Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fabula-doctor-'));
  const copy = join(folder, 'novel.fabula');
  try {
    for (const suffix of ['', '-wal', '-journal'])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    openWriter(copy).close(); // brings in what a crash left in the log
    const db = openReader(copy);
    try {
      return [
        await attempt('novel-integrity', () => lookAtIntegrity(db)),
        ...(isCurrent
          ? [
              await attempt('novel-contents', () => lookAtContents(db)),
              await attempt('novel-index', () => lookAtIndex(copy)),
            ]
          : []),
      ];
    } finally {
      db.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lookAtIntegrity(db: Db): Check {
  const structure = db.pragma('integrity_check(1)', { simple: true }) as string;
  const broken = (db.pragma('foreign_key_check') as readonly unknown[]).length;
  return check('novel-integrity', structure === 'ok' && broken === 0 ? 'ok' : 'fail', { structure, broken });
}

function lookAtContents(db: Db): Check {
  const count = (from: string): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${from}`).get()?.n ?? 0;
  const words =
    db.prepare<[], { n: number | null }>('SELECT sum(word_count) AS n FROM live_scene').get()?.n ?? 0;
  return check('novel-contents', 'ok', {
    chapters: count('live_chapter'),
    scenes: count('live_scene'),
    words,
    entries: count('lore_entry'),
    versions: count('scene_version'),
    drafts: count('draft'),
    jobs: count('job'),
    unfinishedJobs: count("job WHERE state IN ('queued', 'running')"),
    chunks: count('chunk'),
    passages: count('passage'),
  });
}

async function lookAtIndex(path: string): Promise<Check> {
  const service = await openLibraryService({
    novelPath: path,
    embedding: { ...usualEmbedding, keys: {}, folders: embeddingFolders() },
  });
  try {
    const stale = (await service.handle({ route: 'listStale', input: {} })) as readonly unknown[];
    return check('novel-index', stale.length > 0 ? 'warn' : 'ok', { stale: stale.length });
  } finally {
    await service.close();
  }
}
