import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { applicationId } from '../../../src-main/db/connection.ts';
import { listBackups } from '../../../src-main/db/backup-list.ts';
import { listMigrations, novelMigrations } from '../../../src-main/db/migrate.ts';
import { getOutline } from '../../../src-main/db/outline.ts';
import { createNovel } from '../../../src-main/novels/create-novel.ts';
import { openNovel } from '../../../src-main/novels/open-novel.ts';
import { atRest, temporaryFolder } from '../../helpers/novel-file.ts';

/** The novel's own migrations and then these: the last version's file is what an older program left. */
function migrationsAnd(...next: readonly string[]): URL {
  const folder = temporaryFolder();
  const known = listMigrations(novelMigrations);
  for (const { version, name } of known) {
    const file = `${String(version).padStart(4, '0')}_${name}.sql`;
    copyFileSync(new URL(file, novelMigrations), join(folder, file));
  }
  next.forEach((sql, at) => {
    writeFileSync(join(folder, `${String(known.length + at + 1).padStart(4, '0')}_next.sql`), sql);
  });
  return pathToFileURL(`${folder}/`);
}

test('a fresh file carries the mark and the version, so that other programs can tell what it is', () => {
  const path = join(temporaryFolder(), 'novel.fabula');
  createNovel({ path, title: 'A' });
  const db = new Database(path, { readonly: true });
  expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
  expect(db.pragma('user_version', { simple: true })).toBe(listMigrations(novelMigrations).length);
  expect(db.pragma('journal_mode', { simple: true })).toBe('delete');
  db.close();
});

test('a gap in the numbers is refused, so that no migration is skipped in silence', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, '0001_a.sql'), 'SELECT 1');
  writeFileSync(join(folder, '0003_c.sql'), 'SELECT 1');
  expect(() => listMigrations(pathToFileURL(`${folder}/`))).toThrow(/0003_c\.sql is not migration number 2/);
});

test('a file of the version before is backed up and brought up to date with everything in it', async () => {
  const { path, outline } = atRest();
  const migrations = migrationsAnd(
    "ALTER TABLE scene ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm';",
    'CREATE TABLE mood (name TEXT PRIMARY KEY) STRICT; INSERT INTO mood SELECT DISTINCT mood FROM scene;',
  );
  const novel = await openNovel({ path, migrations });
  expect(getOutline(novel.db)).toEqual(outline);
  expect(novel.db.prepare('SELECT name FROM mood').pluck().all()).toEqual(['calm']);
  await novel.close();

  const [backup] = listBackups(novel.id).slice(-1);
  const old = new Database(backup!.path, { readonly: true });
  expect(old.pragma('user_version', { simple: true })).toBe(listMigrations(novelMigrations).length);
  old.close();
});

test('a table can be rebuilt although others point at it', async () => {
  const { path, outline } = atRest();
  const migrations = migrationsAnd(`
    CREATE TABLE act_next (id TEXT PRIMARY KEY, position INTEGER NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL, mood TEXT) STRICT;
    INSERT INTO act_next SELECT id, position, title, summary, NULL FROM act;
    DROP TABLE act;
    ALTER TABLE act_next RENAME TO act;`);
  const novel = await openNovel({ path, migrations });
  expect(getOutline(novel.db)).toEqual(outline);
  await novel.close();
});

for (const [what, sql] of [
  ['broken SQL after a good statement', "UPDATE scene SET title = 'lost'; ALTER TABLE nowhere ADD COLUMN x;"],
  ['rows left pointing at nothing', "UPDATE scene SET chapter_id = 'gone';"],
] as const)
  test(`a migration that fails (${what}) leaves the file byte for byte as it was and names the backup`, async () => {
    const { path } = atRest();
    const before = readFileSync(path);
    const migrations = migrationsAnd("UPDATE novel SET title = 'half done';", sql);
    await expect(openNovel({ path, migrations })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      data: { path, backup: expect.stringMatching(/\.fabula$/) as string },
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    const again = await openNovel({ path });
    expect(getOutline(again.db).novel.title).toBe('The Lamp');
    await again.close();
  });

test('a migration is not begun where no backup can be made', async () => {
  const { path, id } = atRest();
  const before = readFileSync(path);
  const backups = join(process.env['FABULA_DATA']!, 'backups');
  mkdirSync(backups, { recursive: true });
  writeFileSync(join(backups, id), 'a file where the folder should be');
  const migrations = migrationsAnd("UPDATE novel SET title = 'changed';");
  await expect(openNovel({ path, migrations })).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  expect(readFileSync(path).equals(before)).toBe(true);
});
