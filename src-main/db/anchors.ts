import { Anchor, type AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import type { AnchorBefore } from '../../src-shared/domain/undo.ts';
import { write, type Db } from './connection.ts';

interface AnchorRow {
  readonly id: string;
  readonly anchor: string;
}

/** The anchors of findings and patches that point into a scene or a draft, as they stand. */
export function listAnchors(db: Db, target: AnchorTarget): readonly AnchorBefore[] {
  const field = target.kind === 'scene' ? 'sceneId' : 'draftId';
  const id = target.kind === 'scene' ? target.sceneId : target.draftId;
  const rowsOf = (table: 'finding' | 'patch'): readonly AnchorRow[] =>
    db
      .prepare<[string], AnchorRow>(
        `SELECT id, anchor FROM ${table} WHERE anchor ->> '$.target.${field}' = ?`,
      )
      .all(id);
  return [
    ...rowsOf('finding').map((row) => ({ findingId: row.id as FindingId, anchor: parseAnchor(row) })),
    ...rowsOf('patch').map((row) => ({ patchId: row.id as PatchId, anchor: parseAnchor(row) })),
  ];
}

/** The same findings' and patches' anchors as they stand now; those that are gone are left out. */
export function readAnchors(db: Db, anchors: readonly AnchorBefore[]): readonly AnchorBefore[] {
  return anchors.flatMap((known): readonly AnchorBefore[] => {
    const { table, id } = rowOf(known);
    const row = db
      .prepare<[string], AnchorRow>(`SELECT id, anchor FROM ${table} WHERE id = ? AND anchor IS NOT NULL`)
      .get(id);
    return row ? [{ ...known, anchor: parseAnchor(row) }] : [];
  });
}

/** Points findings and patches elsewhere. */
export const setAnchors = write((db, anchors: readonly AnchorBefore[]): void => {
  for (const change of anchors) {
    const { table, id } = rowOf(change);
    db.prepare(`UPDATE ${table} SET anchor = ? WHERE id = ?`).run(JSON.stringify(change.anchor), id);
  }
});

const rowOf = (change: AnchorBefore): { readonly table: 'finding' | 'patch'; readonly id: string } =>
  'findingId' in change ? { table: 'finding', id: change.findingId } : { table: 'patch', id: change.patchId };

const parseAnchor = ({ anchor }: AnchorRow): Anchor => Anchor.parse(JSON.parse(anchor));
