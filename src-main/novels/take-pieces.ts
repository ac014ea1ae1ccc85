import type { Draft, DraftPiece, DraftState, TakenPiece } from '../../src-shared/domain/draft.ts';
import type { ChosenPlaces, DraftPart } from '../../src-shared/domain/draft-view.ts';
import type { BlockId, DraftId, SceneId } from '../../src-shared/domain/ids.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { write, type Db } from '../db/connection.ts';
import { listDraftAnchors } from '../db/draft-anchors.ts';
import { getDraftState, requireOpenDraft, setDraftState } from '../db/drafts.ts';
import { createScene, updateSceneDetails } from '../db/outline-edits.ts';
import { moveAnchors } from '../db/patches.ts';
import { getScene, saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';
import { allPieces, blockOf, isAllTaken, openPieces } from './draft-pieces.ts';
import { placeParts, requireUnchanged } from './draft-parts.ts';
import { idsOf, insertBlocks, type Insertion } from './insert-blocks.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { recordAction } from './undo-log.ts';

export interface TakePieces {
  readonly draftId: DraftId;
  readonly pieces: readonly DraftPiece[] | 'all';
  readonly chosen?: ChosenPlaces;
  /** Everything goes after this block of this scene instead of to its part's place. */
  readonly cursor?: { readonly sceneId: SceneId; readonly blockId: BlockId } | undefined;
  /** The writer has seen that scenes were changed since the draft was begun. */
  readonly isForced?: boolean;
}

export interface Taken {
  readonly draft: Draft;
  /** The scenes that hold what was taken, in the draft's order. */
  readonly scenes: readonly Scene[];
  /** The blocks it became there. */
  readonly blockIds: readonly BlockId[];
  /** In the novel's undo log. */
  readonly actionId: number;
}

/**
 * Puts pieces of a draft into the manuscript, all in one transaction that one undo takes back. Words that stand are
 * never overwritten; every scene keeps a version from before and one of what it became, and findings follow their
 * text. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED, and SCENE_CHANGED when nothing was taken yet and a scene the draft was
 * made beside is not as it was.
 */
export const takePieces = write(
  (db, { draftId, pieces, chosen, cursor, isForced = false }: TakePieces): Taken => {
    const draft = requireOpenDraft(db, draftId);
    if (!isForced && draft.taken.length === 0) requireUnchanged(db, draft);
    const before = getDraftState(db, draftId);
    const anchors = listDraftAnchors(db, draftId);
    const open = openPieces(draft, pieces === 'all' ? allPieces(draft.document) : pieces);
    const changes: UndoChange[] = [];
    const taken: TakenPiece[] = [];
    const scenes = new Map<SceneId, Scene>();
    let after = cursor?.blockId;
    for (const part of placeParts(db, draft, chosen)) {
      const mine = open.filter(({ blockId }) => part.blockIds.includes(blockId));
      if (mine.length === 0) continue;
      const at: DraftPart = cursor ? { ...part, place: { kind: 'follows', sceneId: cursor.sceneId } } : part;
      const done = takePart(db, { draft, part: at, pieces: mine, after });
      changes.push(...done.changes);
      taken.push(...done.taken);
      scenes.set(done.scene.id, done.scene);
      if (after !== undefined) after = done.taken.at(-1)?.sceneBlockId ?? after;
    }
    const state: DraftState = { ...before, taken: [...before.taken, ...taken] };
    const isOver = isAllTaken(state);
    const next = setDraftState(db, { id: draftId, state: { ...state, state: isOver ? 'accepted' : 'open' } });
    moveAnchors(db, { draftId, sceneOfBlock: new Map(wholeBlocks(taken)) });
    const actionId = recordAction(db, {
      label: { key: 'undo.accept-draft', values: { count: taken.length } },
      changes: [
        ...changes,
        { type: 'anchors', before: anchors },
        { type: 'draft-state', draftId, state: before },
      ],
    });
    const blockIds = taken.map(({ sceneBlockId }) => sceneBlockId);
    return { draft: next, scenes: [...scenes.keys()].map((id) => getScene(db, id)), blockIds, actionId };
  },
);

const wholeBlocks = (taken: readonly TakenPiece[]) =>
  taken
    .filter(({ blockId, sceneBlockId }) => blockId === sceneBlockId)
    .map(({ blockId, sceneId }) => [blockId, sceneId] as const);

interface PartTaking {
  readonly draft: Draft;
  readonly part: DraftPart;
  readonly pieces: readonly DraftPiece[];
  readonly after: BlockId | undefined;
}

interface PartTaken {
  readonly scene: Scene;
  readonly taken: readonly TakenPiece[];
  readonly changes: readonly UndoChange[];
}

const takePart = write((db, { draft, part, pieces, after }: PartTaking): PartTaken => {
  const { chapterId, jobId: createdBy } = draft;
  if (part.place.kind === 'makes') {
    const inserted = insertionsOf(draft, pieces, () => true);
    const content = inserted.map(({ block }) => block);
    const { id } = createScene(db, { chapterId, document: { type: 'doc', content }, createdBy });
    addVersion(db, { sceneId: id, reason: 'accept', createdBy });
    const scene = getScene(db, id);
    const change = { type: 'scene-made', sceneId: id, revisionAfter: scene.revision } as const;
    return { scene, taken: takenOf(id, pieces, inserted), changes: [change] };
  }
  const { id, revision, status, document } = getScene(db, part.place.sceneId);
  const ids = idsOf(document);
  const inserted = insertionsOf(draft, pieces, (blockId) => !ids.has(blockId));
  const place = { draft, sceneId: id, partIds: part.blockIds, after };
  const { id: versionId } = addVersion(db, { sceneId: id, reason: 'accept' });
  saveScene(db, { id, document: insertBlocks(document, inserted, place), baseRevision: revision });
  if (status === 'outline') updateSceneDetails(db, { id, status: 'draft' });
  addVersion(db, { sceneId: id, reason: 'accept', createdBy });
  const scene = getScene(db, id);
  const text = { type: 'scene-text', sceneId: id, versionId, revisionAfter: scene.revision } as const;
  const details = { type: 'scene-details', sceneId: id, before: { status } } as const;
  const changes = status === 'outline' ? [text, details] : [text];
  return { scene, taken: takenOf(id, pieces, inserted), changes };
});

function insertionsOf(
  { document }: Draft,
  pieces: readonly DraftPiece[],
  isFree: (id: BlockId) => boolean,
): readonly Insertion[] {
  return pieces.map((piece) => ({ block: blockOf(document, piece, isFree), from: piece.blockId }));
}

const takenOf = (
  sceneId: SceneId,
  pieces: readonly DraftPiece[],
  inserted: readonly Insertion[],
): readonly TakenPiece[] =>
  pieces.map((piece, at) => ({
    ...piece,
    sceneId,
    sceneBlockId: inserted[at]?.block.attrs.id ?? piece.blockId,
  }));

/** A draft's state, for an undo of what is decided about it as a whole. Answers the action's id. */
export function recordDraftDecision(db: Db, draftId: DraftId, key: string): number {
  return recordAction(db, {
    label: { key, values: {} },
    changes: [{ type: 'draft-state', draftId, state: getDraftState(db, draftId) }],
  });
}
