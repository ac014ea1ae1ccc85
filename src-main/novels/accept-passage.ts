import type { Draft } from '../../src-shared/domain/draft.ts';
import type { BlockId, DraftId } from '../../src-shared/domain/ids.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from '../db/connection.ts';
import { getDraftState, requireOpenDraft, setDraftState } from '../db/drafts.ts';
import { getJob } from '../db/jobs.ts';
import { updateSceneDetails } from '../db/outline-edits.ts';
import { getScene, saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';
import { newId } from '../services/ids.ts';
import { allPieces } from './draft-pieces.ts';
import { idsOf } from './insert-blocks.ts';
import { replacePassage, textOfPassage, type PassageSpan } from './replace-passage.ts';
import { recordAction } from './undo-log.ts';

export interface AcceptPassage {
  readonly draftId: DraftId;
  /** Where the passage stands now: the window follows it through edits. */
  readonly span: PassageSpan;
  /** Leaves what stands there and goes behind it: the writer has seen that it is not what it was. */
  readonly isBehind?: boolean;
}

export interface AcceptedPassage {
  readonly draft: Draft;
  readonly scene: Scene;
  /** The blocks that hold new words. */
  readonly blockIds: readonly BlockId[];
  /** In the novel's undo log. */
  readonly actionId: number;
}

/**
 * Puts a helper's draft where its passage stands: a continuation goes in, a rewriting takes the passage's place, and
 * one undo takes it back. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED, INPUT_INVALID, and SCENE_CHANGED when other words
 * stand there than those that were to be replaced.
 */
export const acceptPassage = write(
  (db, { draftId, span: asked, isBehind = false }: AcceptPassage): AcceptedPassage => {
    const draft = requireOpenDraft(db, draftId);
    if (draft.target?.kind !== 'scene')
      throw new AppError('INPUT_INVALID', { field: 'draft', reason: 'it is not of a passage' });
    const { id, document, revision, status, title } = getScene(db, draft.target.sceneId);
    const span = isBehind ? { start: asked.end, end: asked.end } : asked;
    if (!isBehind && textOfPassage(document, span) !== passageOf(db, draft))
      throw new AppError('SCENE_CHANGED', { id, revision, scene: title || id });
    const before = getDraftState(db, draftId);
    const ids = idsOf(document);
    const blocks = draft.document.content.map((block) =>
      ids.has(block.attrs.id) ? { ...block, attrs: { id: newId<BlockId>() } } : block,
    );
    const next = replacePassage(document, span, { blocks, newId: () => newId<BlockId>() });
    const { id: versionId } = addVersion(db, { sceneId: id, reason: 'accept' });
    saveScene(db, { id, document: next, baseRevision: revision });
    if (status === 'outline') updateSceneDetails(db, { id, status: 'draft' });
    addVersion(db, { sceneId: id, reason: 'accept', createdBy: draft.jobId });
    const taken = allPieces(draft.document).map((piece, at) => ({
      ...piece,
      sceneId: id,
      sceneBlockId: blocks[at]?.attrs.id ?? piece.blockId,
    }));
    const scene = getScene(db, id);
    const actionId = recordAction(db, {
      label: { key: 'undo.accept-passage', values: {} },
      changes: [
        { type: 'scene-text', sceneId: id, versionId, revisionAfter: scene.revision },
        ...(status === 'outline'
          ? [{ type: 'scene-details', sceneId: id, before: { status } } as const]
          : []),
        { type: 'draft-state', draftId, state: before },
      ],
    });
    return {
      draft: setDraftState(db, { id: draftId, state: { ...before, taken, state: 'accepted' } }),
      scene,
      blockIds: changedBlocks(scene, ids, span),
      actionId,
    };
  },
);

function passageOf(db: Db, { jobId }: Draft): string {
  const { input } = getJob(db, jobId);
  return input.kind === 'help-passage' ? input.passage : '';
}

/** Blocks that were not there before, and the one the passage began in. */
function changedBlocks({ document }: Scene, before: ReadonlySet<BlockId>, span: PassageSpan): BlockId[] {
  return [...idsOf(document)].filter((id) => !before.has(id) || id === span.start.blockId);
}
