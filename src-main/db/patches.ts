import type { JobId } from '../../src-shared/domain/ids.ts';
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
