import type { Draft } from '../../src-shared/domain/draft.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { write, type Db } from '../db/connection.ts';
import { closeDraft } from '../db/drafts.ts';
import { recordDraftDecision, takePieces } from './take-pieces.ts';

/** Where a draft's use-cases work. */
interface Work {
  readonly novel: { readonly db: Db };
}

export interface AcceptedDraft {
  readonly draft: Draft;
  /** The scenes its parts went into, in the draft's order. */
  readonly scenes: readonly Scene[];
}

export interface DiscardedDraft {
  readonly draft: Draft;
  /** In the novel's undo log. */
  readonly actionId: number;
}

/**
 * Puts a draft into its chapter, all in one transaction: its parts fill the chapter's empty scenes in order, the rest
 * become new scenes at the chapter's end; words that stand are never overwritten. Every scene keeps a version from
 * before and one of what it became, and findings follow their text. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED, and
 * SCENE_CHANGED when a scene the draft was made beside is not as it was.
 */
export function acceptDraft({ novel }: Work, id: DraftId): AcceptedDraft {
  const { draft, scenes } = takePieces(novel.db, { draftId: id, pieces: 'all' });
  return { draft, scenes };
}

/** Puts a draft aside; its text is kept, and an undo of the action brings it back. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED. */
export function discardDraft({ novel }: Work, id: DraftId): DiscardedDraft {
  return discard(novel.db, id);
}

const discard = write((db, id: DraftId): DiscardedDraft => {
  const actionId = recordDraftDecision(db, id, 'undo.discard-draft');
  return { draft: closeDraft(db, { id, state: 'discarded', now: Date.now() }), actionId };
});
