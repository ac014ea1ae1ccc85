import type { DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { BlockId, SceneId } from '../../../src-shared/domain/ids.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import type { ProseDocument } from '../../../src-shared/domain/prose.ts';
import { api } from '../../api.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { showCompare } from '../manuscript/compare-store.ts';
import { flushScene } from '../manuscript/scene-store.ts';

/** A draft's part as a document of its own; its first where the paragraph is in none. */
export function partOf({ draft, parts }: DraftView, current: BlockId | null) {
  const at = Math.max(
    0,
    parts.findIndex(({ blockIds }) => current !== null && blockIds.includes(current)),
  );
  const part = parts[at];
  const content = draft.document.content.filter(({ attrs }) => part?.blockIds.includes(attrs.id));
  return { at, part, document: { type: 'doc', content } satisfies ProseDocument };
}

/** Shows a part of a draft beside what stands in the scene it would go to. */
export async function compareWithScene(view: DraftView, current: BlockId | null): Promise<void> {
  const { part, document } = partOf(view, current);
  const [changed] = view.changedScenes;
  const sceneId = changed ?? (part && part.place.kind !== 'makes' ? part.place.sceneId : firstScene(view));
  if (!sceneId) return;
  await flushScene();
  const { outline } = useNovel.getState();
  const scene = await api.request('scenes.get', { novelId: openNovelId(), sceneId });
  const number = (outline ? scenesOf(outline) : []).find(({ id }) => id === sceneId)?.position ?? 0;
  showCompare({
    title: say('draft.compareTitle'),
    text: say('draft.compareText'),
    before: {
      label: scene.title || say('draft.sceneNumber', { number: number + 1 }),
      document: scene.document,
    },
    after: { label: say('draft.compareDraft'), document },
    actions: [],
  });
}

function firstScene({ draft }: DraftView): SceneId | null {
  const { outline } = useNovel.getState();
  return (
    (outline ? scenesOf(outline) : []).find(({ chapterId }) => chapterId === draft.chapterId)?.id ?? null
  );
}
