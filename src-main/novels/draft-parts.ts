import type { Draft, SceneBase } from '../../src-shared/domain/draft.ts';
import type { ChosenPlaces, DraftPart, DraftPlace, DraftView } from '../../src-shared/domain/draft-view.ts';
import type { BlockId, DraftId, SceneId } from '../../src-shared/domain/ids.ts';
import { scenesOf } from '../../src-shared/domain/novel.ts';
import type { ProseDocument } from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { read, type Db } from '../db/connection.ts';
import { getDraft } from '../db/drafts.ts';
import { getOutline } from '../db/outline.ts';
import { getScene, listChapterScenes } from '../db/scenes.ts';
import { getVersion, listVersions } from '../db/versions.ts';
import { hasWords, partsOf } from './scene-parts.ts';

/** A draft with the place each of its parts would go to. Throws DRAFT_NOT_FOUND, SCENE_NOT_FOUND. */
export function viewDraft(db: Db, id: DraftId, chosen: ChosenPlaces = {}): DraftView {
  return read(db, () => {
    const draft = getDraft(db, id);
    const standing = new Set(scenesOf(getOutline(db)).map((scene) => scene.id));
    const changedScenes =
      draft.taken.length > 0
        ? []
        : draft.bases.filter((base) => !standing.has(base.sceneId) || !isAsItWas(db, base));
    return {
      draft,
      parts: placeParts(db, draft, chosen),
      changedScenes: changedScenes.map(({ sceneId }) => sceneId),
    };
  });
}

/** True where a scene reads as it did at that revision: an action that was taken back has left no trace. */
function isAsItWas(db: Db, { sceneId, revision: base }: SceneBase): boolean {
  const { revision, document } = getScene(db, sceneId);
  if (revision === base) return true;
  const version = listVersions(db, sceneId).find((one) => one.revision === base);
  return version !== undefined && isSame(getVersion(db, version.id).document, document);
}

const isSame = (one: ProseDocument, other: ProseDocument): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/**
 * The parts of a draft and their places: where the writer chose one, there; where part of it stands already, there;
 * else into the chapter's empty scenes in order, and into scenes of their own at the chapter's end.
 */
export function placeParts(db: Db, draft: Draft, chosen: ChosenPlaces = {}): readonly DraftPart[] {
  const scenes = listChapterScenes(db, draft.chapterId);
  const standing = new Set(scenesOf(getOutline(db)).map(({ id }) => id));
  const empty = scenes.filter(({ document }) => !hasWords(document)).map(({ id }) => id);
  const parts = partsOf(draft.document).map(({ content }) => content.map(({ attrs }) => attrs.id));
  const begun = parts.map((blockIds) => takenTo(draft, blockIds, standing));
  const used = new Set<SceneId>([...Object.values(chosen), ...begun].filter(isScene));
  return parts.map((blockIds, at): DraftPart => {
    const wish = chosen[String(at)] ?? begun[at] ?? empty.find((id) => !used.has(id)) ?? 'new';
    if (isScene(wish)) used.add(wish);
    return { blockIds, place: placeAt(db, wish) };
  });
}

const isScene = (wish: SceneId | 'new' | null): wish is SceneId => wish !== null && wish !== 'new';

function takenTo(
  { taken }: Draft,
  blockIds: readonly BlockId[],
  standing: ReadonlySet<SceneId>,
): SceneId | null {
  const piece = taken.find(({ blockId, sceneId }) => blockIds.includes(blockId) && standing.has(sceneId));
  return piece?.sceneId ?? null;
}

function placeAt(db: Db, wish: SceneId | 'new'): DraftPlace {
  if (wish === 'new') return { kind: 'makes' };
  const { document } = getScene(db, wish);
  return { kind: hasWords(document) ? 'follows' : 'fills', sceneId: wish };
}

/** Throws SCENE_CHANGED, naming the first scene that is not as it was when the draft was made beside it. */
export function requireUnchanged(db: Db, { bases }: Draft): void {
  for (const base of bases) {
    if (isAsItWas(db, base)) continue;
    const { id, revision, title } = getScene(db, base.sceneId);
    throw new AppError('SCENE_CHANGED', { id, revision, scene: title || id });
  }
}
