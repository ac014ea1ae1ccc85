import type { Draft, SceneBase } from '../../src-shared/domain/draft.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';
import { paragraphsOf, type ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { write, type Db } from '../db/connection.ts';
import { closeDraft, getDraft } from '../db/drafts.ts';
import { createScene, updateSceneDetails } from '../db/outline-edits.ts';
import { moveAnchors } from '../db/patches.ts';
import { getScene, listChapterScenes, saveScene } from '../db/scenes.ts';
import { addVersion } from '../db/versions.ts';
import { hasWords, partsOf } from './scene-parts.ts';

/** Where a draft's use-cases work. */
interface Work {
  readonly novel: { readonly db: Db };
}

export interface AcceptedDraft {
  readonly draft: Draft;
  /** The scenes its parts went into, in the draft's order. */
  readonly scenes: readonly Scene[];
}

/**
 * Puts a draft into its chapter, all in one transaction: its parts fill the chapter's empty scenes in order, the rest
 * become new scenes at the chapter's end; words that stand are never overwritten. Every scene keeps a version from
 * before and one of what it became, and findings follow their text. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED, and
 * SCENE_CHANGED when a scene the draft was made beside is not as it was.
 */
export function acceptDraft({ novel }: Work, id: DraftId): AcceptedDraft {
  return accept(novel.db, id);
}

/** Puts a draft aside; its text is kept. Throws DRAFT_NOT_FOUND, DRAFT_CLOSED. */
export function discardDraft({ novel }: Work, id: DraftId): Draft {
  return closeDraft(novel.db, { id, state: 'discarded', now: Date.now() });
}

const accept = write((db, id: DraftId): AcceptedDraft => {
  const draft = closeDraft(db, { id, state: 'accepted', now: Date.now() });
  requireUnchanged(db, draft.bases);
  const empty = listChapterScenes(db, draft.chapterId).filter(({ document }) => !hasWords(document));
  const scenes = partsOf(draft.document).map((part, at) => {
    const scene = empty[at];
    return scene ? fillScene(db, { draft, part, scene }) : addScene(db, { draft, part });
  });
  const sceneOfBlock = new Map(
    scenes.flatMap((scene) => paragraphsOf(scene.document).map(({ attrs }) => [attrs.id, scene.id] as const)),
  );
  moveAnchors(db, { draftId: id, sceneOfBlock });
  return { draft: getDraft(db, id), scenes };
});

function requireUnchanged(db: Db, bases: readonly SceneBase[]): void {
  for (const { sceneId, revision: base } of bases) {
    const { id, revision, title } = getScene(db, sceneId);
    if (revision !== base) throw new AppError('SCENE_CHANGED', { id, revision, scene: title || id });
  }
}

interface Part {
  readonly draft: Draft;
  readonly part: ProseDocument;
}

const fillScene = write((db, { draft, part, scene }: Part & { scene: Scene }): Scene => {
  const { id, revision, status } = scene;
  addVersion(db, { sceneId: id, reason: 'accept' });
  saveScene(db, { id, document: part, baseRevision: revision });
  if (status === 'outline') updateSceneDetails(db, { id, status: 'draft' });
  addVersion(db, { sceneId: id, reason: 'accept', createdBy: draft.jobId });
  return getScene(db, id);
});

const addScene = write((db, { draft, part }: Part): Scene => {
  const { chapterId, jobId: createdBy } = draft;
  const { id } = createScene(db, { chapterId, document: part, createdBy });
  addVersion(db, { sceneId: id, reason: 'accept', createdBy });
  return getScene(db, id);
});
