import { Anchor } from '../../src-shared/domain/anchor.ts';
import type { DraftId, FindingId, PatchId } from '../../src-shared/domain/ids.ts';
import type { AnchorBefore } from '../../src-shared/domain/undo.ts';
import type { Db } from './connection.ts';

/** The anchors of findings and patches that point into a draft. */
export function listDraftAnchors(db: Db, draftId: DraftId): readonly AnchorBefore[] {
  const rows = (table: 'finding' | 'patch') =>
    db
      .prepare<[string], { id: string; anchor: string }>(
        `SELECT id, anchor FROM ${table} WHERE anchor ->> '$.target.draftId' = ?`,
      )
      .all(draftId)
      .map(({ id, anchor }) => ({ id, anchor: Anchor.parse(JSON.parse(anchor)) }));
  return [
    ...rows('finding').map(({ id, anchor }) => ({ findingId: id as FindingId, anchor })),
    ...rows('patch').map(({ id, anchor }) => ({ patchId: id as PatchId, anchor })),
  ];
}
