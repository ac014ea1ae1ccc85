import { Anchor } from '../../src-shared/domain/anchor.ts';
import type { BlockId, DraftId, JobId, SceneId } from '../../src-shared/domain/ids.ts';
import { Patch } from '../../src-shared/domain/patch.ts';
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
}

/** The patches of a job's findings, in the order they were made. */
export function listPatches(db: Db, jobId: JobId): readonly Patch[] {
  return db
    .prepare<[string], PatchRow>(
      `SELECT patch.* FROM patch JOIN finding ON finding.id = patch.finding_id
       WHERE finding.job_id = ? ORDER BY patch.rowid`,
    )
    .all(jobId)
    .map((row) =>
      Patch.parse({
        id: row.id,
        findingId: row.finding_id,
        anchor: JSON.parse(row.anchor),
        change: JSON.parse(row.change),
        origin: row.origin,
        isSafe: row.is_safe === 1,
        state: row.state,
      }),
    );
}

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
