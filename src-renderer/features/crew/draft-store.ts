import { create } from 'zustand';
import type { DraftPiece } from '../../../src-shared/domain/draft.ts';
import type { ChosenPlaces, DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { BlockId, DraftId, JobId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { AppError } from '../../../src-shared/errors.ts';
import type { OutputOf } from '../../../src-shared/ipc/contract.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { inkBlocks, type TakeBack } from '../../editor/pencil.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { flushScene, openScene, reloadScene, useScene } from '../manuscript/scene-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { showPanel } from '../shell/panel-store.ts';
import { isUnderWay, useCrew } from './crew-store.ts';
import { compareWithScene } from './draft-compare.ts';
import { sayJobError } from './job-error.ts';

interface DraftPanelState {
  /** The job whose text is shown; its draft takes its place when it ends. */
  readonly jobId: JobId | null;
  readonly view: DraftView | null;
  /** Where the writer wants parts to go, by their number. */
  readonly chosen: ChosenPlaces;
  /** The paragraph the keys work on. */
  readonly current: BlockId | null;
  /** What was taken a moment ago: it is inked. */
  readonly inked: readonly BlockId[];
  /** How many paragraphs were taken last, and by which action; null where that can no longer be taken back from here. */
  readonly justTaken: { readonly count: number; readonly actionId: number } | null;
  readonly isBusy: boolean;
}

const nothing: DraftPanelState = {
  jobId: null,
  view: null,
  chosen: {},
  current: null,
  inked: [],
  justTaken: null,
  isBusy: false,
};

export const useDraft = create<DraftPanelState>()(() => nothing);

/** Shows a job's text in the draft panel while it is written. */
export function showJob(jobId: JobId): void {
  useDraft.setState({ ...nothing, jobId });
  showPanel('draft');
}

/** Shows a draft in the draft panel. */
export async function showDraft(draftId: DraftId): Promise<void> {
  try {
    const view = await api.request('drafts.get', { novelId: openNovelId(), draftId });
    useDraft.setState({ ...nothing, view, current: firstOpen(view) });
    showPanel('draft');
  } catch (error) {
    notifyError(error);
  }
}

/** Reads the draft that is shown again: a part was written anew, an undo took something back. */
export async function refreshDraft(): Promise<void> {
  const { view, chosen } = useDraft.getState();
  if (!view) return;
  try {
    const { id: draftId } = view.draft;
    keepView(await api.request('drafts.get', { novelId: openNovelId(), draftId, chosen }));
  } catch (error) {
    notifyError(error);
  }
}

function keepView(view: DraftView): void {
  if (useDraft.getState().view?.draft.id === view.draft.id) useDraft.setState({ view });
}

const firstOpen = ({ draft }: DraftView): BlockId | null => draft.document.content[0]?.attrs.id ?? null;

/** Makes a paragraph the one that keys work on. */
export function pointAt(current: BlockId): void {
  useDraft.setState({ current });
}

/** Chooses the place of a part: a scene, or one of its own. */
export async function choosePlace(part: number, place: SceneId | 'new'): Promise<void> {
  useDraft.setState(({ chosen }) => ({ chosen: { ...chosen, [String(part)]: place } }));
  await refreshDraft();
}

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
  notify({
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

/** Puts the shown draft aside; it can be brought back. */
export async function discardDraft(): Promise<void> {
  const { view } = useDraft.getState();
  if (!view) return;
  try {
    const { id: draftId } = view.draft;
    const { actionId } = await api.request('drafts.discard', { novelId: openNovelId(), draftId });
    useDraft.setState(nothing);
    notify({
      kind: 'info',
      text: say('draft.discarded'),
      action: { label: say('draft.undo'), run: () => void undoLast(actionId).then(() => showDraft(draftId)) },
    });
  } catch (error) {
    notifyError(error);
  }
}

/** Writes a part of the shown draft again: a paragraph, or all between two scene breaks. */
export async function writeAgain(blockIds: readonly BlockId[], instruction = ''): Promise<void> {
  const { view } = useDraft.getState();
  if (!view) return;
  try {
    await api.request('jobs.helpPassage', {
      novelId: openNovelId(),
      task: 'rewrite',
      target: { kind: 'draft', draftId: view.draft.id, blockIds: [...blockIds] },
      instruction,
    });
  } catch (error) {
    notifyError(error);
  }
}

/** Puts a part that was written again back as it read before. */
export async function restoreWording(blockId: BlockId): Promise<void> {
  const { view } = useDraft.getState();
  if (!view) return;
  try {
    const { id: draftId } = view.draft;
    keepView(await api.request('drafts.restoreWording', { novelId: openNovelId(), draftId, blockId }));
  } catch (error) {
    notifyError(error);
  }
}

/** Shows the draft beside what stands in the chapter. */
export async function compareDraft(): Promise<void> {
  const { view, current } = useDraft.getState();
  if (view) await compareWithScene(view, current).catch(notifyError);
}

/** A job that ended leaves its draft in the panel; a part that was written again is read again. */
useCrew.subscribe(({ jobs }, before) => {
  if (jobs === before.jobs || !jobs) return;
  if (before.jobs === null) showRunning(jobs);
  const { jobId, view } = useDraft.getState();
  const shown = jobs.find(({ id }) => id === jobId);
  if (shown && !isUnderWay(shown) && shown.draftId !== null) {
    const { draftId } = shown;
    void api
      .request('drafts.get', { novelId: openNovelId(), draftId })
      .then((next) => {
        if (useDraft.getState().jobId === shown.id)
          useDraft.setState({ ...nothing, view: next, current: firstOpen(next) });
      })
      .catch(notifyError);
  }
  const wasRunning = (id: JobId) => before.jobs?.some((job) => job.id === id && isUnderWay(job)) ?? false;
  const reworded = jobs.filter((job) => job.target === 'draft' && !isUnderWay(job) && wasRunning(job.id));
  for (const { error } of reworded) if (error) notify({ kind: 'error', text: sayJobError(error) });
  if (view && reworded.some(({ draftId }) => draftId === view.draft.id)) void refreshDraft();
});

/** A window that was loaded anew goes on showing the chapter that is being written. */
function showRunning(jobs: readonly JobSummary[]): void {
  const running = jobs.find((job) => job.kind === 'write-chapter' && isUnderWay(job));
  if (running && useDraft.getState().view === null) showJob(running.id);
}

useNovel.subscribe(({ novelId }, before) => {
  if (novelId !== before.novelId) useDraft.setState(nothing);
});
api.on('novels.changed', () => void refreshDraft());
