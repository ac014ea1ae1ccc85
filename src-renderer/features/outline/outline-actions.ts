import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import type { ItemKind, OutlineItem, Spot } from '../../../src-shared/domain/outline-item.ts';
import type { Edited, SceneChange } from '../../../src-shared/ipc/outline.ts';
import type { ActId, ChapterId, SceneId } from '../../../src-shared/domain/ids.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { selectionAnchor } from '../../editor/positions.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId, refreshOutline, useNovel } from '../library/novel-store.ts';
import { flushScene, openScene, savedScene, useScene } from '../manuscript/scene-store.ts';
import { spotFor, type MoveDirection } from './outline-moves.ts';
import { findNode, neighbourScene } from './outline-nodes.ts';
import { expand, rename, selectItem, useOutlineView } from './outline-view.ts';
import { titleOf } from './outline-words.ts';

/** Runs an edit, waits until the window's outline has it, and says what went wrong. Null where it failed. */
async function edited<Answer extends Edited>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    await flushScene();
    const answer = await ask();
    await refreshOutline();
    return answer;
  } catch (error) {
    notifyError(error);
    return null;
  }
}

/** Adds a scene behind the selected one, in the selected chapter, or at the end, and opens it. */
export async function addScene(): Promise<void> {
  const spot = spotFromSelection('scene');
  await show(
    await edited(() =>
      spot
        ? api.request('outline.add', { novelId: openNovelId(), kind: 'scene', spot })
        : api.request('outline.addLast', { novelId: openNovelId(), kind: 'scene' }),
    ),
  );
}

/** Adds a chapter behind the one that is selected or holds the selection, and asks for its title. */
export async function addChapter(): Promise<void> {
  const spot = spotFromSelection('chapter');
  const answer = await edited(() =>
    spot
      ? api.request('outline.add', { novelId: openNovelId(), kind: 'chapter', spot })
      : api.request('outline.addLast', { novelId: openNovelId(), kind: 'chapter' }),
  );
  startRename(answer?.item ?? null);
}

/** Adds an act behind the one that holds the selection, and asks for its title. */
export async function addAct(): Promise<void> {
  const spot = spotFromSelection('act') ?? { in: null };
  const answer = await edited(() =>
    api.request('outline.add', { novelId: openNovelId(), kind: 'act', spot }),
  );
  startRename(answer?.item ?? null);
}

/** Where something new of a kind goes beside what is selected; null where nothing is. */
function spotFromSelection(kind: ItemKind): Spot | null {
  const { outline } = useNovel.getState();
  const { selected } = useOutlineView.getState();
  if (!outline || !selected) return null;
  if (selected.kind === kind) return { after: selected.id };
  const act = outline.acts.find(
    ({ id, chapters }) =>
      id === selected.id ||
      chapters.some(
        (chapter) => chapter.id === selected.id || chapter.scenes.some((scene) => scene.id === selected.id),
      ),
  );
  const chapter = chaptersOf(outline).find(
    ({ id, scenes }) => id === selected.id || scenes.some((scene) => scene.id === selected.id),
  );
  if (kind === 'act') return act ? { after: act.id } : null;
  if (kind === 'chapter') return chapter ? { after: chapter.id } : act ? { in: act.id } : null;
  const last = chapter ?? act?.chapters.at(-1);
  return last ? { in: last.id } : null;
}

/** Shows what an edit made or brought back: a scene is opened, anything else selected. */
async function show(answer: Edited | null): Promise<void> {
  const item = answer?.item;
  if (item?.kind === 'scene') await openScene(item.id);
  else if (item) selectItem(item);
}

/** Begins typing the title of an item that the tree shows. */
export function startRename(item: OutlineItem | null): void {
  if (!item) return;
  for (const holder of holders(item)) expand(holder);
  selectItem(item);
  rename(item.id);
}

function holders(item: OutlineItem): readonly string[] {
  const acts = useNovel.getState().outline?.acts ?? [];
  return acts.flatMap((act) =>
    act.chapters.flatMap((chapter) => {
      if (chapter.id === item.id) return [act.id];
      return chapter.scenes.some(({ id }) => id === item.id) ? [act.id, chapter.id] : [];
    }),
  );
}

/** Gives an item another title. */
export async function renameItem({ kind, id }: OutlineItem, title: string): Promise<void> {
  if (kind === 'scene') await changeScene(id, { title });
  else await changeHolder({ kind, id } as OutlineItem, { title });
}

/** Changes a scene's details. */
export async function changeScene(id: SceneId, change: SceneChange): Promise<void> {
  await edited(() => api.request('outline.changeScene', { novelId: openNovelId(), id, change }));
}

/** Changes the title or the summary of an act or a chapter. */
export async function changeHolder(
  { kind, id }: OutlineItem,
  change: { readonly title?: string; readonly summary?: string },
): Promise<void> {
  const novelId = openNovelId();
  await edited(() =>
    kind === 'act'
      ? api.request('outline.changeAct', { novelId, id: id as ActId, ...change })
      : api.request('outline.changeChapter', { novelId, id: id as ChapterId, ...change }),
  );
}

/** Moves an item to a spot. */
export async function moveTo(item: OutlineItem, spot: Spot): Promise<void> {
  const answer = await edited(() => api.request('outline.move', { novelId: openNovelId(), item, spot }));
  if (answer && 'in' in spot && spot.in !== null) expand(spot.in);
}

/** Moves an item by one step, over the borders of chapters and acts; nothing happens at the novel's ends. */
export async function moveBy(item: OutlineItem, direction: MoveDirection): Promise<void> {
  const { outline } = useNovel.getState();
  const spot = outline && spotFor(outline, { item, direction });
  if (!spot) return;
  await moveTo(item, spot);
  for (const holder of holders(item)) expand(holder);
}

/** Puts an item into the bin and offers to take that back; a scene beside the open one is opened where that went. */
export async function binItem(item: OutlineItem): Promise<void> {
  const { outline } = useNovel.getState();
  const node = outline && findNode(outline, item);
  if (!node) return;
  const open = useScene.getState().scene?.id;
  const next = open && neighbourOutside(open, item);
  const answer = await edited(() => api.request('outline.bin', { novelId: openNovelId(), item }));
  if (!answer) return;
  if (next && useScene.getState().scene?.id !== next) await openScene(next);
  notify({
    kind: 'info',
    text: say(`outline.binned.${item.kind}`, { title: titleOf(node) }),
    action: { label: say('outline.takeBack'), run: () => void restoreItem(item) },
  });
}

/** The scene nearest to the open one that does not go with this item; null where the open one stays. */
function neighbourOutside(open: SceneId, item: OutlineItem): SceneId | null {
  const { outline } = useNovel.getState();
  if (!outline) return null;
  const goes = (id: SceneId): boolean => id === item.id || holders({ kind: 'scene', id }).includes(item.id);
  if (!goes(open)) return null;
  for (const by of [1, -1] as const)
    for (
      let at = neighbourScene(outline, { id: open, by });
      at;
      at = neighbourScene(outline, { id: at.id, by })
    )
      if (!goes(at.id)) return at.id;
  return null;
}

/** Brings something back from the bin and shows it. */
export async function restoreItem(item: OutlineItem): Promise<boolean> {
  const answer = await edited(() => api.request('outline.restore', { novelId: openNovelId(), item }));
  if (!answer) return false;
  if (!answer.isOldPlace) notify({ kind: 'info', text: say('outline.restoredElsewhere') });
  for (const holder of holders(item)) expand(holder);
  await show(answer);
  return true;
}

/** Splits the open scene where the cursor stands, and opens the new one. */
export async function splitScene(): Promise<void> {
  const at = await openSceneAt();
  if (at)
    await show(await edited(() => api.request('outline.splitScene', { ...at.scene, point: at.anchor.from })));
}

/** Makes what is selected in the open scene a scene of its own behind it, and opens that. */
export async function extractScene(): Promise<void> {
  const at = await openSceneAt();
  if (!at || at.anchor.isEmpty) return;
  const { from: start, to: end } = at.anchor;
  await show(await edited(() => api.request('outline.extractScene', { ...at.scene, start, end })));
}

/** The open scene as main has it, and what is selected in it; null where none is open or it could not be saved. */
async function openSceneAt() {
  try {
    const scene = await savedScene();
    const { editor } = useActiveEditor.getState();
    const anchor = editor && selectionAnchor(editor);
    if (!scene || !anchor) return null;
    const { id: sceneId, revision } = scene;
    return { scene: { novelId: openNovelId(), sceneId, revision }, anchor };
  } catch (error) {
    notifyError(error);
    return null;
  }
}

/** Puts the next scene behind this one. */
export async function mergeWithNext(id: SceneId): Promise<void> {
  const outline = useNovel.getState().outline;
  await edited(async () => {
    await refreshOutline(); // the revision after what was unsaved
    const node = findNode(useNovel.getState().outline ?? outline!, { kind: 'scene', id });
    const revision = node?.kind === 'scene' ? node.scene.revision : 0;
    return api.request('outline.mergeScenes', { novelId: openNovelId(), sceneId: id, revision });
  });
}

/** Makes a copy of a scene behind it, and opens it. */
export async function duplicateScene(id: SceneId): Promise<void> {
  const { outline } = useNovel.getState();
  const node = outline && findNode(outline, { kind: 'scene', id });
  if (!node) return;
  const title = say('outline.copyOf', { title: titleOf(node) });
  await show(
    await edited(() => api.request('outline.duplicateScene', { novelId: openNovelId(), id, title })),
  );
}
