import type { ActId, ChapterId, SceneId } from '../../src-shared/domain/ids.ts';
import type { ItemKind, OutlineItem, Spot } from '../../src-shared/domain/outline-item.ts';
import { mapBlockIds } from '../../src-shared/domain/join-documents.ts';
import type { UndoChange } from '../../src-shared/domain/undo.ts';
import { write, type Db } from '../db/connection.ts';
import { listSiblings, putAt, requireLive, resolveSpot, storedPlace } from '../db/item-places.ts';
import {
  createAct,
  createChapter,
  createScene,
  getTitles,
  updateAct,
  updateChapter,
  updateSceneDetails,
  type SceneDetails,
} from '../db/outline-edits.ts';
import { getScene } from '../db/scenes.ts';
import { newId } from '../services/ids.ts';
import { nameOf, type OutlineChange } from './outline-change.ts';
import { makeBeside } from './split-scene.ts';
import { recordAction } from './undo-log.ts';

/** Adds an act, a chapter with one empty scene, or a scene. Throws the NOT_FOUND of what the spot names. */
export const addItem = write(
  (db, { kind, spot, title }: { kind: ItemKind; spot: Spot; title: string }): OutlineChange => {
    const made = makeItem(db, { kind, spot, title });
    const changes = made.map((item): UndoChange => ({ type: 'placed', item, before: { bin: 'undone' } }));
    recordAction(db, { label: { key: `undo.add-${kind}`, values: {} }, changes });
    return { scenes: [], item: made[0] ?? null };
  },
);

/** What is made, the item itself first: an undo takes the last one out first. */
function makeItem(db: Db, wish: { kind: ItemKind; spot: Spot; title: string }): readonly OutlineItem[] {
  const { parentId, position } = resolveSpot(db, wish);
  const { kind, title } = wish;
  if (kind === 'act') return [{ kind, id: createAct(db, { title, position }) }];
  if (kind === 'scene') {
    const { id } = createScene(db, { chapterId: parentId as ChapterId, title, position });
    return [{ kind, id }];
  }
  const chapterId = createChapter(db, { actId: parentId as ActId, title, position });
  const { id } = createScene(db, { chapterId });
  return [
    { kind, id: chapterId },
    { kind: 'scene', id },
  ];
}

/** Adds a scene or a chapter at the novel's end, with the act and the chapter it needs where there is none. */
export const addLast = write((db, kind: 'scene' | 'chapter'): OutlineChange => {
  const made: OutlineItem[] = [];
  const make = (wish: Exclude<ItemKind, 'act'>, parentId: string | undefined): void =>
    void made.push(...makeItem(db, { kind: wish, spot: { in: parentId ?? null }, title: '' }));
  const acts = listSiblings(db, { kind: 'act', parentId: null });
  const actId = acts.at(-1) ?? createAct(db, { title: '' });
  if (acts.length === 0) made.push({ kind: 'act', id: actId as ActId });
  const chapters = listSiblings(db, { kind: 'chapter', parentId: actId });
  if (kind === 'chapter' || chapters.length === 0) make('chapter', actId);
  else make('scene', chapters.at(-1));
  const changes = made.map((item): UndoChange => ({ type: 'placed', item, before: { bin: 'undone' } }));
  recordAction(db, { label: { key: `undo.add-${kind}`, values: {} }, changes });
  return { scenes: [], item: made.find((item) => item.kind === kind) ?? null };
});

/** Moves an item to a spot, with all it holds. Throws its own or the spot's NOT_FOUND. */
export const moveItem = write((db, { item, spot }: { item: OutlineItem; spot: Spot }): OutlineChange => {
  requireLive(db, item);
  const before = storedPlace(db, item);
  const place = resolveSpot(db, { kind: item.kind, spot, moving: item.id });
  if (place.parentId !== before.parentId || place.position !== before.position) {
    putAt(db, { item, place });
    recordAction(db, {
      label: { key: `undo.move-${item.kind}`, values: { title: nameOf(db, item) } },
      changes: [{ type: 'placed', item, before }],
    });
  }
  return { scenes: [], item };
});

export interface TitleChange {
  readonly item: Exclude<OutlineItem, { kind: 'scene' }>;
  readonly title?: string | undefined;
  readonly summary?: string | undefined;
}

/** Changes the title or the summary of an act or a chapter. Throws ACT_NOT_FOUND, CHAPTER_NOT_FOUND. */
export const changeTitles = write((db, { item, title, summary }: TitleChange): OutlineChange => {
  requireLive(db, item);
  const { title: oldTitle, summary: oldSummary } = getTitles(db, item);
  const before = {
    ...(title === undefined || title === oldTitle ? {} : { title: oldTitle }),
    ...(summary === undefined || summary === oldSummary ? {} : { summary: oldSummary }),
  };
  if (Object.keys(before).length === 0) return { scenes: [], item };
  const name = nameOf(db, item);
  const change = { title: title ?? null, summary: summary ?? null };
  if (item.kind === 'act') updateAct(db, { id: item.id, ...change });
  else updateChapter(db, { id: item.id, ...change });
  recordAction(db, {
    label: { key: 'title' in before ? 'undo.rename' : 'undo.change-details', values: { title: name } },
    changes: [{ type: 'titles', item, before }],
  });
  return { scenes: [], item };
});

/** Changes what the outline knows of a scene; its prose stays. Throws SCENE_NOT_FOUND. */
export const changeSceneDetails = write(
  (db, { id, change }: { readonly id: SceneId; readonly change: SceneDetails }): OutlineChange => {
    requireLive(db, { kind: 'scene', id });
    const item = { kind: 'scene', id } as const;
    const scene = getScene(db, id);
    const keys = (Object.keys(change) as (keyof SceneDetails)[]).filter((key) => change[key] !== scene[key]);
    if (keys.length === 0) return { scenes: [], item };
    const title = nameOf(db, item);
    updateSceneDetails(db, { id, ...change });
    recordAction(db, {
      label: { key: keys.includes('title') ? 'undo.rename' : 'undo.change-details', values: { title } },
      changes: [
        {
          type: 'scene-details',
          sceneId: id,
          before: Object.fromEntries(keys.map((key) => [key, scene[key]])),
        },
      ],
    });
    return { scenes: [], item };
  },
);

/** Makes a copy of a scene behind it, under a title of its own; its blocks get new ids. Throws SCENE_NOT_FOUND. */
export const duplicateScene = write(
  (db, { id, title }: { readonly id: SceneId; readonly title: string }): OutlineChange => {
    requireLive(db, { kind: 'scene', id });
    const scene = getScene(db, id);
    const document = mapBlockIds(scene.document, newId);
    const copy = makeBeside(db, { scene, document, title });
    updateSceneDetails(db, { id: copy.id, synopsis: scene.synopsis, wordGoal: scene.wordGoal });
    recordAction(db, {
      label: { key: 'undo.duplicate-scene', values: { title: nameOf(db, { kind: 'scene', id }) } },
      changes: [{ type: 'scene-made', sceneId: copy.id, revisionAfter: copy.revision }],
    });
    return { scenes: [], item: { kind: 'scene', id: copy.id } };
  },
);
