import { create } from 'zustand';
import type { ChosenPlaces, DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { BlockId, DraftId, JobId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
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
  /** What is being written again, and by which job. */
  readonly again: { readonly jobId: JobId; readonly blockIds: readonly BlockId[] } | null;
}

const nothing: DraftPanelState = {
  jobId: null,
  view: null,
  chosen: {},
  current: null,
  inked: [],
  justTaken: null,
  isBusy: false,
  again: null,
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
    const { jobId } = await api.request('jobs.helpPassage', {
      novelId: openNovelId(),
      task: 'rewrite',
      target: { kind: 'draft', draftId: view.draft.id, blockIds: [...blockIds] },
      instruction,
    });
    useDraft.setState({ again: { jobId, blockIds } });
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
  if (reworded.some(({ id }) => id === useDraft.getState().again?.jobId)) useDraft.setState({ again: null });
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
