import type { SceneId, VersionId } from '../../src-shared/domain/ids.ts';
import { parseProse, type ProseDocument } from '../../src-shared/domain/prose.ts';
import type { CreatedBy, SceneVersion } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { newId } from '../services/ids.ts';
import { read, write, type Db } from './connection.ts';
import { storedDocument } from './documents.ts';
import { packText, unpackText } from './packed-json.ts';

const columns = 'id, scene_id, revision, reason, name, word_count, created_by, created_at';
const intervalMs = 10 * 60_000;

interface VersionRow {
  id: string;
  scene_id: string;
  revision: number;
  reason: SceneVersion['reason'];
  name: string | null;
  word_count: number;
  created_by: string;
  created_at: number;
}

export interface AddVersion {
  readonly sceneId: SceneId;
  readonly reason: SceneVersion['reason'];
  readonly name?: string;
  readonly createdBy?: CreatedBy;
  readonly now?: number;
}

/**
 * Keeps the scene as it stands: call it before an accept, a restore, a replace or an import changes it. Throws
 * SCENE_NOT_FOUND.
 */
export const addVersion = write((db, version: AddVersion): SceneVersion => {
  const { sceneId, reason, name = null, createdBy = 'writer', now = Date.now() } = version;
  const scene = db
    .prepare<[string], { doc: string; revision: number; word_count: number }>(
      'SELECT doc, revision, word_count FROM scene WHERE id = ?',
    )
    .get(sceneId);
  if (!scene) throw new AppError('SCENE_NOT_FOUND', { id: sceneId });
  const row = db
    .prepare<[object], VersionRow>(
      `INSERT INTO scene_version (id, scene_id, revision, reason, name, doc, word_count, created_by, created_at)
       VALUES (:id, :sceneId, :revision, :reason, :name, :doc, :words, :createdBy, :now) RETURNING ${columns}`,
    )
    .get({
      id: newId<VersionId>(),
      sceneId,
      revision: scene.revision,
      reason,
      name,
      doc: packText(scene.doc),
      words: scene.word_count,
      createdBy,
      now,
    });
  return toVersion(row!);
});

/** Keeps the scene as it stands when its last version is older than ten minutes and it was changed since. */
export const addIntervalVersion = write(
  (db, { sceneId, now }: { readonly sceneId: SceneId; readonly now: number }): void => {
    const last = db
      .prepare<[string], { created_at: number; revision: number }>(
        `SELECT created_at, revision FROM scene_version WHERE scene_id = ? ORDER BY created_at DESC, id DESC LIMIT 1`,
      )
      .get(sceneId);
    if (last && now - last.created_at < intervalMs) return;
    const scene = db
      .prepare<[string], { revision: number; word_count: number }>(
        'SELECT revision, word_count FROM scene WHERE id = ?',
      )
      .get(sceneId);
    if (!scene || (last ? last.revision === scene.revision : scene.word_count === 0)) return;
    addVersion(db, { sceneId, reason: 'interval', now });
  },
);

/** A scene's kept states without their prose, the newest first. */
export function listVersions(db: Db, sceneId: SceneId): readonly SceneVersion[] {
  const rows = read(db, () =>
    db
      .prepare<[string], VersionRow>(
        `SELECT ${columns} FROM scene_version WHERE scene_id = ? ORDER BY created_at DESC, id DESC`,
      )
      .all(sceneId),
  );
  return rows.map(toVersion);
}

/** A kept state with its prose. Throws VERSION_NOT_FOUND. */
export function getVersion(db: Db, id: VersionId): SceneVersion & { readonly document: ProseDocument } {
  const row = read(db, () =>
    db
      .prepare<[string], VersionRow & { doc: Buffer }>(
        `SELECT ${columns}, doc FROM scene_version WHERE id = ?`,
      )
      .get(id),
  );
  if (!row) throw new AppError('VERSION_NOT_FOUND', { id });
  return { ...toVersion(row), document: parseProse(JSON.parse(unpackText(row.doc))) };
}

/** Keeps a text that is not what stands in the scene: the words of a window that could not save them. Throws SCENE_NOT_FOUND, INPUT_INVALID. */
export const addTextVersion = write(
  (db, { document, ...version }: AddVersion & { readonly document: ProseDocument }): SceneVersion => {
    const language = db.prepare<[], string>('SELECT language FROM novel').pluck().get() ?? 'en';
    const { doc, words } = storedDocument(document, language);
    const kept = addVersion(db, version);
    db.prepare('UPDATE scene_version SET doc = ?, word_count = ? WHERE id = ?').run(
      packText(doc),
      words,
      kept.id,
    );
    return { ...kept, wordCount: words };
  },
);

/** Keeps the scene when the writer leaves it, unless its last version is of this very revision; null then. */
export const addLeaveVersion = write((db, sceneId: SceneId): SceneVersion | null => {
  const last = db
    .prepare<[string], { revision: number }>(
      `SELECT max(revision) AS revision FROM scene_version WHERE scene_id = ?`,
    )
    .get(sceneId);
  const revision = db
    .prepare<[string], number>('SELECT revision FROM scene WHERE id = ?')
    .pluck()
    .get(sceneId);
  if (revision === undefined) throw new AppError('SCENE_NOT_FOUND', { id: sceneId });
  return last?.revision === revision ? null : addVersion(db, { sceneId, reason: 'leave' });
});

/** Gives a version a name, which keeps it for ever; null takes the name away again. Throws VERSION_NOT_FOUND. */
export const nameVersion = write(
  (db, { id, name }: { readonly id: VersionId; readonly name: string | null }): void => {
    const { changes } = db.prepare('UPDATE scene_version SET name = ? WHERE id = ?').run(name, id);
    if (changes === 0) throw new AppError('VERSION_NOT_FOUND', { id });
  },
);

/**
 * Leaves one version per scene and (UTC) day, the day's last, of what is older than thirty days; named ones all stay,
 * and those an undo would put back.
 */
export const thinVersions = write((db, { now }: { readonly now: number }): number => {
  return db
    .prepare(
      `DELETE FROM scene_version WHERE name IS NULL AND created_at < :before
         AND id NOT IN (SELECT value FROM undo_action, json_each(undo_action.needs)) AND EXISTS (
         SELECT 1 FROM scene_version AS later
         WHERE later.scene_id = scene_version.scene_id
           AND later.created_at / 86400000 = scene_version.created_at / 86400000
           AND later.created_at < :before
           AND (later.created_at, later.id) > (scene_version.created_at, scene_version.id))`,
    )
    .run({ before: now - 30 * 86_400_000 }).changes;
});

function toVersion(row: VersionRow): SceneVersion {
  return {
    id: row.id as VersionId,
    sceneId: row.scene_id as SceneId,
    revision: row.revision,
    reason: row.reason,
    name: row.name,
    wordCount: row.word_count,
    createdAt: row.created_at,
    createdBy: row.created_by as CreatedBy,
  };
}
