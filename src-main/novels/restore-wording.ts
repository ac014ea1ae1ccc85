import type { Draft } from '../../src-shared/domain/draft.ts';
import type { BlockId, DraftId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write } from '../db/connection.ts';
import { getDraftState, requireOpenDraft, rewordDraft, setDraftState } from '../db/drafts.ts';

export interface RestoreWording {
  readonly draftId: DraftId;
  /** One of the blocks that took the part's place. */
  readonly blockId: BlockId;
}

/**
 * Puts a part that was written again back as it read before; what stood in its place is kept the same way. Throws
 * DRAFT_NOT_FOUND, DRAFT_CLOSED, DRAFT_CHANGED.
 */
export const restoreWording = write((db, { draftId, blockId }: RestoreWording): Draft => {
  const { earlier } = requireOpenDraft(db, draftId);
  const last = earlier.findLast(({ replacedBy }) => replacedBy.includes(blockId));
  if (!last) throw new AppError('DRAFT_CHANGED', { id: draftId });
  const next = rewordDraft(db, { id: draftId, blockIds: last.replacedBy, blocks: last.blocks });
  const state = getDraftState(db, draftId);
  return setDraftState(db, {
    id: draftId,
    state: {
      ...state,
      earlier: next.earlier.filter((one) => one.replacedBy !== last.replacedBy && !isSame(one, last)),
    },
  });
});

const isSame = (one: Draft['earlier'][number], other: Draft['earlier'][number]): boolean =>
  one.replacedBy.join() === other.replacedBy.join();
