import { create } from 'zustand';
import type { NovelId, SceneId } from '../../../src-shared/domain/ids.ts';
import { scenesOf } from '../../../src-shared/domain/novel.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { pasteEnd } from '../../editor/pasting.ts';
import { documentOf, documentText } from '../../editor/stored-document.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { createAutosave, type SaveState } from './autosave.ts';
import { keepSaved, showSavedAtRest } from './outline-counts.ts';
import { forgetRead, readNeighbours, takeRead } from './read-ahead.ts';
import {
  closeEditor,
  currentPlace,
  keepScene,
  onTextChange,
  showScene,
  type ScenePlace,
} from './scene-editor.ts';

export type { SaveState } from './autosave.ts';

interface SceneState {
  /** The open scene as it was last read or saved. */
  readonly scene: Scene | null;
  readonly saving: SaveState;
  /** Why the last save failed, null where it did not. */
  readonly failure: unknown;
  /** What stands in the file where it is not what the window's text was made from: the writer has to choose. */
  readonly conflict: Scene | null;
}

const nothing: SceneState = { scene: null, saving: 'saved', failure: null, conflict: null };
export const useScene = create<SceneState>()(() => nothing);

let isChangedSinceOpened = false;
let turn = 0;

const autosave = createAutosave({
  save: saveNow,
  tell: (saving, failure) => {
    useScene.setState({ saving, failure });
    if (saving === 'saved') showSavedAtRest();
  },
  mayRetry: (failure) => !(failure instanceof AppError && failure.code === 'SCENE_CHANGED'),
});
onTextChange(() => {
  isChangedSinceOpened = true;
  autosave.changed();
  showSavedAtRest();
});

/** Saves what is unsaved and opens another scene, at its last cursor and scroll. Where that fails the writer is told, and the scene that was open stays. */
export async function openScene(id: SceneId, place?: ScenePlace): Promise<void> {
  if (useScene.getState().scene?.id === id && !place) return focusScene();
  const mine = ++turn;
  try {
    const novelId = openNovelId();
    const asked = takeRead(id) ?? api.request('scenes.get', { novelId, sceneId: id });
    const [scene] = await Promise.all([asked, flushScene()]);
    while (autosave.isDirty()) await flushScene(); // typed while the other scene was on its way
    if (mine !== turn) return;
    const latest = useScene.getState().scene?.id === id ? useScene.getState().scene! : scene;
    leaveScene();
    show(latest, place);
    focusScene();
    afterPaint(() => requestIdleCallback(() => readNeighbours(id), { timeout: 200 }));
  } catch (error) {
    if (mine === turn && useScene.getState().saving !== 'failed') notifyError(error);
  }
}

/** Puts the focus into the text. */
export function focusScene(): void {
  useActiveEditor.getState().editor?.view.focus();
}

/** Saves what is unsaved, a paste that is on its way too; afterwards main has every word. Throws what the save threw: then the words are still here. */
export async function flushScene(): Promise<void> {
  await pasteEnd();
  await autosave.flush();
}

/** Saves, and gives the scene as it now stands: what a review, a draft or a split starts from. */
export async function savedScene(): Promise<Scene | null> {
  await flushScene();
  return useScene.getState().scene;
}

/** Reads the open scene again where the file has a newer one; unsaved words are never thrown away for it. */
export async function reloadScene(): Promise<void> {
  const { scene } = useScene.getState();
  if (!scene) return;
  try {
    await flushScene(); // what cannot be saved over the newer text becomes a conflict, and is kept
    const stored = await api.request('scenes.get', { novelId: openNovelId(), sceneId: scene.id });
    const now = useScene.getState().scene;
    if (now?.id !== scene.id || now.revision === stored.revision) return;
    if (autosave.isDirty()) return await reloadScene();
    show(stored, currentPlace());
  } catch (error) {
    if (useScene.getState().saving !== 'failed') notifyError(error);
  }
}

/** Takes a text in place of the window's: one that was restored, chosen in a conflict or brought by an undo. */
export function takeScene(scene: Scene): void {
  show(scene, currentPlace());
}

/** Ends a conflict with the window's text: it becomes the newest, and what stood there is kept as a version. */
export async function keepMine(): Promise<void> {
  const { conflict } = useScene.getState();
  const state = useActiveEditor.getState().editor?.state;
  if (!conflict || !state) return;
  const { id: sceneId, revision: baseRevision } = conflict;
  const scene = await api.request('scenes.replace', {
    novelId: openNovelId(),
    sceneId,
    document: documentText(state),
    baseRevision,
  });
  useScene.setState({ scene, conflict: null });
  autosave.release();
  autosave.changed();
  await flushScene();
}

function show(scene: Scene, place?: ScenePlace): void {
  autosave.reset();
  forgetRead(scene.id);
  isChangedSinceOpened = false;
  const novelLanguage = useNovel.getState().outline?.novel.language ?? 'en';
  showScene(scene, { novelLanguage, ...(place ? { place } : {}) });
  useScene.setState({ ...nothing, scene });
}

/** Keeps the scene's history, and a version where it was changed. */
function leaveScene(): void {
  const { scene } = useScene.getState();
  if (!scene) return;
  keepScene(scene);
  if (!isChangedSinceOpened) return;
  const { novelId } = useNovel.getState();
  if (novelId) void api.request('versions.keepLeft', { novelId, sceneId: scene.id }).catch(notifyError);
}

async function saveNow(): Promise<void> {
  const { scene } = useScene.getState();
  const { editor } = useActiveEditor.getState();
  if (!scene || !editor) return;
  const novelId = openNovelId();
  const { state } = editor;
  const { id: sceneId, revision: baseRevision } = scene;
  try {
    const saved = await api.request('scenes.save', {
      novelId,
      sceneId,
      document: documentText(state),
      baseRevision,
    });
    const { wordsToday, isDiskFull, ...summary } = saved;
    if (useScene.getState().scene?.id === sceneId)
      useScene.setState({ scene: { ...summary, document: documentOf(state) } });
    keepSaved({ summary, wordsToday });
    if (isDiskFull) notify({ kind: 'error', text: say('editor.diskNearlyFull') });
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCENE_CHANGED') await keepBoth(novelId, sceneId);
    throw error;
  }
}

/** The file has another text than the window's was made from: both are kept, and the writer chooses. */
async function keepBoth(novelId: NovelId, sceneId: SceneId): Promise<void> {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  const name = say('editor.conflictVersion');
  const document = documentText(editor.state);
  await api.request('versions.keepText', { novelId, sceneId, name, document });
  useScene.setState({ conflict: await api.request('scenes.get', { novelId, sceneId }) });
}

function saveSoon(): void {
  void flushScene().catch(() => undefined); // the failure stands in the status line
}

window.addEventListener('blur', saveSoon);
document.addEventListener('visibilitychange', saveSoon);

api.on('novels.changed', ({ novelId, scenes }) => {
  const open = useScene.getState().scene?.id;
  if (novelId === useNovel.getState().novelId && open && scenes.includes(open)) void reloadScene();
});

useNovel.subscribe(({ novelId, outline }, before) => {
  const open = useScene.getState().scene?.id;
  const isGone = open && outline && !scenesOf(outline).some(({ id }) => id === open);
  if (novelId === before.novelId && !isGone) return;
  if (isGone) saveSoon(); // into the bin, with every word
  if (novelId !== before.novelId) turn++; // where only this scene is gone, the one on its way still comes
  autosave.reset();
  if (novelId !== before.novelId) closeEditor();
  else useActiveEditor.setState({ editor: null, sceneId: null });
  useScene.setState(nothing);
});
