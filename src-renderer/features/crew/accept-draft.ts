import type { DraftPiece } from '../../../src-shared/domain/draft.ts';
import type { DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { BlockId, SceneId } from '../../../src-shared/domain/ids.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { OutputOf } from '../../../src-shared/ipc/contract.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { inkBlocks, type TakeBack } from '../../editor/pencil.ts';
import { closeNotice, notify, notifyError } from '../../ui/notices.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { flushScene, openScene, reloadScene, useScene } from '../manuscript/scene-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { compareDraft, refreshDraft, useDraft } from './draft-store.ts';

export interface Acceptance {
  readonly pieces: readonly DraftPiece[] | 'all';
  /** Into the open scene, after the paragraph with the cursor. */
  readonly isAtCursor?: boolean;
}

/** Puts pieces of the shown draft into the manuscript. What stands there is saved first and never overwritten. */
export async function acceptPieces(wish: Acceptance): Promise<void> {
  const { view, isBusy } = useDraft.getState();
  if (!view || isBusy) return;
  useDraft.setState({ isBusy: true });
  try {
    await flushScene();
    const isForced = view.changedScenes.length > 0;
    if (isForced && !(await mayGoOn(view))) return;
    await accept(wish, isForced);
  } catch (error) {
    if (error instanceof AppError && error.code === 'SCENE_CHANGED') await acceptChanged(wish);
    else notifyError(error);
  } finally {
    useDraft.setState({ isBusy: false });
  }
}

/** A scene was changed since the draft was read: the writer is asked, and nothing was written yet. */
async function acceptChanged(wish: Acceptance): Promise<void> {
  await refreshDraft();
  const { view } = useDraft.getState();
  if (!view || !(await mayGoOn(view))) return;
  await accept(wish, true).catch(notifyError);
}

async function accept({ pieces, isAtCursor = false }: Acceptance, isForced: boolean): Promise<void> {
  const { view, chosen } = useDraft.getState();
  if (!view) return;
  const cursor = isAtCursor ? cursorPlace() : null;
  const { id: draftId } = view.draft;
  const accepted = await api.request('drafts.accept', {
    ...{ novelId: openNovelId(), draftId, chosen, isForced },
    pieces: pieces === 'all' ? pieces : [...pieces],
    ...(cursor ? { cursor } : {}),
  });
  await showAccepted(accepted);
}

let acceptedNotice: number | null = null;

/** Lets the window see what was accepted: the panel inks it, the page opens on it, a notice offers to take it back. */
export async function showAccepted(accepted: OutputOf<'drafts.accept'>): Promise<void> {
  const { view, sceneIds, blockIds, actionId } = accepted;
  const taken = view.draft.taken.filter(({ sceneBlockId }) => blockIds.includes(sceneBlockId));
  const isShown = useDraft.getState().view?.draft.id === view.draft.id;
  if (isShown)
    useDraft.setState({
      view,
      inked: taken.map(({ blockId }) => blockId),
      justTaken: { count: blockIds.length, actionId },
    });
  const { scene } = useScene.getState();
  const [first] = sceneIds;
  if (first !== undefined && (!scene || !sceneIds.includes(scene.id))) await openScene(first);
  else await reloadScene();
  const { editor } = useActiveEditor.getState();
  if (editor) inkBlocks(editor, blockIds, takeBackOnce(actionId));
  if (isShown) return; // the panel says it itself, where it covers nothing
  acceptedNotice = notify({
    kind: 'ok',
    text: say('draft.accepted', { count: blockIds.length }),
    action: { label: say('draft.undo'), run: () => void takeBack(actionId) },
  });
}

/** What the key for undo does in the text that was just inked, once. */
function takeBackOnce(actionId: number): TakeBack {
  let isLeft = true;
  return () => {
    if (!isLeft) return false;
    isLeft = false;
    void takeBack(actionId);
    return true;
  };
}

/** Takes back what was accepted, where nothing else was done to the novel since. */
export async function takeBack(actionId: number): Promise<void> {
  useDraft.setState({ justTaken: null });
  if (acceptedNotice !== null) closeNotice(acceptedNotice); // it would offer to undo what is undone
  await undoLast(actionId);
}

async function mayGoOn({ changedScenes }: DraftView): Promise<boolean> {
  const { outline } = useNovel.getState();
  const titles = (outline?.acts ?? [])
    .flatMap(({ chapters }) => chapters)
    .flatMap(({ scenes }) => scenes)
    .filter(({ id }) => changedScenes.includes(id))
    .map(({ title, position }) => title || say('draft.sceneNumber', { number: position + 1 }));
  const answer = await ask<'no' | 'yes'>({
    title: say('draft.changedTitle'),
    text: say('draft.changedText', { count: titles.length, scenes: titles.join(', ') }),
    answers: [
      { id: 'no', label: say('draft.changedLookFirst') },
      { id: 'yes', label: say('draft.changedGoOn'), variant: 'primary' },
    ],
  });
  if (answer === 'no') await compareDraft();
  return answer === 'yes';
}

/** The block of the open scene that the cursor stands in; null where no scene is open. */
function cursorPlace(): { readonly sceneId: SceneId; readonly blockId: BlockId } | null {
  const { editor, sceneId } = useActiveEditor.getState();
  if (!editor || sceneId === null) return null;
  const { $from: from } = editor.state.selection;
  const block = from.depth > 0 ? from.node(1) : null;
  const blockId = block?.attrs['id'] as BlockId | undefined;
  return blockId === undefined ? null : { sceneId, blockId };
}
