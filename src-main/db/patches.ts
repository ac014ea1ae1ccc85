import { Anchor } from '../../src-shared/domain/anchor.ts';
import type { BlockId, DraftId, JobId, PatchId, SceneId } from '../../src-shared/domain/ids.ts';
import type { InversePatch } from '../../src-shared/domain/inverse-patch.ts';
import type { Patch, PatchChange, PatchState } from '../../src-shared/domain/patch.ts';
import { ReviewedPatch } from '../../src-shared/domain/reviewed-text.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { MovedAnchor } from '../../src-shared/ipc/reviews.ts';
import { write } from './connection.ts';
import type { Db } from './connection.ts';

/** Keeps a patch beside the finding it mends. */
export const insertPatch = write((db, patch: Patch): void => {
  db.prepare(
    `INSERT INTO patch (id, finding_id, anchor, change, origin, is_safe, state)
     VALUES (:id, :findingId, :anchor, :change, :origin, :isSafe, :state)`,
  ).run({
    id: patch.id,
    findingId: patch.findingId,
    anchor: JSON.stringify(patch.anchor),
    change: JSON.stringify(patch.change),
    origin: patch.origin,
    isSafe: patch.isSafe ? 1 : 0,
    state: patch.state,
  });
});

interface PatchRow {
  readonly id: string;
  readonly finding_id: string;
  readonly anchor: string;
  readonly change: string;
  readonly origin: string;
  readonly is_safe: 0 | 1;
  readonly state: string;
  readonly inverse: string | null;
}

function toPatch(row: PatchRow): ReviewedPatch {
  return ReviewedPatch.parse({
    id: row.id,
    findingId: row.finding_id,
    anchor: JSON.parse(row.anchor),
    change: JSON.parse(row.change),
    origin: row.origin,
    isSafe: row.is_safe === 1,
    state: row.state,
    inverse: row.inverse === null ? null : JSON.parse(row.inverse),
  });
}

/** The patches of a job's findings, in the order they were made. */
export function listPatches(db: Db, jobId: JobId): readonly ReviewedPatch[] {
  return db
    .prepare<[string], PatchRow>(
      `SELECT patch.* FROM patch JOIN finding ON finding.id = patch.finding_id
       WHERE finding.job_id = ? ORDER BY patch.rowid`,
    )
    .all(jobId)
    .map(toPatch);
}

/** The patches of a job's findings by one rule, in the order they were made. */
export function listPatchesOfRule(
  db: Db,
  { jobId, rule }: { readonly jobId: JobId; readonly rule: string },
): readonly ReviewedPatch[] {
  return db
    .prepare<[string, string], PatchRow>(
      `SELECT patch.* FROM patch JOIN finding ON finding.id = patch.finding_id
       WHERE finding.job_id = ? AND finding.rule = ? ORDER BY patch.rowid`,
    )
    .all(jobId, rule)
    .map(toPatch);
}

/** One patch. Throws PATCH_NOT_FOUND. */
export function getPatch(db: Db, id: PatchId): ReviewedPatch {
  const row = db.prepare<[string], PatchRow>('SELECT * FROM patch WHERE id = ?').get(id);
  if (!row) throw new AppError('PATCH_NOT_FOUND', { id });
  return toPatch(row);
}

export interface PatchUpdate {
  readonly id: PatchId;
  readonly state: PatchState;
  readonly change: PatchChange;
  readonly inverse: InversePatch | null;
}

/** Keeps what became of a patch: its state, its words as they went in, the way back. Throws PATCH_NOT_FOUND. */
export const updatePatch = write((db, { id, state, change, inverse }: PatchUpdate): void => {
  const { changes } = db
    .prepare('UPDATE patch SET state = ?, change = ?, inverse = ? WHERE id = ?')
    .run(state, JSON.stringify(change), inverse && JSON.stringify(inverse), id);
  if (changes === 0) throw new AppError('PATCH_NOT_FOUND', { id });
});

/** Lets a finding or a patch point to where it stands now; one that is gone changes nothing. */
export const setAnchor = write((db, moved: MovedAnchor): void => {
  const [table, id] =
    'patchId' in moved ? (['patch', moved.patchId] as const) : (['finding', moved.findingId] as const);
  db.prepare(`UPDATE ${table} SET anchor = ? WHERE id = ?`).run(JSON.stringify(moved.anchor), id);
});

export interface AnchorMove {
  readonly draftId: DraftId;
  /** Where the draft's paragraphs stand now; those that are gone are not in it. */
  readonly sceneOfBlock: ReadonlyMap<BlockId, SceneId>;
}

/** Lets findings and patches of a draft follow its paragraphs into the scenes they went to. */
export const moveAnchors = write((db, { draftId, sceneOfBlock }: AnchorMove): void => {
  for (const table of ['finding', 'patch'] as const) {
    const rows = db
      .prepare<[string], { id: string; anchor: string }>(
        `SELECT id, anchor FROM ${table} WHERE anchor ->> '$.target.draftId' = ?`,
      )
      .all(draftId);
    const update = db.prepare(`UPDATE ${table} SET anchor = ? WHERE id = ?`);
    for (const { id, anchor } of rows) {
      const parsed = Anchor.parse(JSON.parse(anchor));
      const sceneId = sceneOfBlock.get(parsed.blockId);
      if (!sceneId) continue;
      const moved: Anchor = { ...parsed, target: { kind: 'scene', sceneId } };
      update.run(JSON.stringify(moved), id);
    }
  }
});
