import type { Editor } from '@tiptap/core';
import type { DraftId, JobId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { HelpTask } from '../../../src-shared/domain/passage.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { pencilIn, pencilSpan, showPencil } from '../../editor/pencil.ts';
import { positionOf, type TextPlace } from '../../editor/positions.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { confirm } from '../../ui/questions.ts';
import { say, sayError } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { flushScene, useScene } from '../manuscript/scene-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showAccepted } from './accept-draft.ts';
import { cancelJob, followText, isUnderWay, useCrew } from './crew-store.ts';
import { sayJobError } from './job-error.ts';
import { requestFor, spanFor, type HelpWish, type PlacedWish } from './passage-request.ts';
import { makePassageView, type PassageState, type PassageView } from './passage-view.ts';
import { mayUseModel } from './practice-model.ts';
import { writeInto } from './text-writer.ts';

/** Help with a passage that is on the page: asked for, being written, or waiting for the writer. */
interface Passage extends HelpWish {
  readonly jobId: JobId;
  readonly sceneId: SceneId;
  readonly view: PassageView;
  readonly endText: () => void;
  /** Where it was asked for: shown there again when the page was read anew. */
  readonly start: TextPlace;
  readonly end: TextPlace;
  draftId: DraftId | null;
  state: PassageState;
}

// At most one at a time; it lives outside React because the editor draws it.
let current: Passage | null = null;

/** Asks for help with the selection, or from the cursor on; what comes is shown in pencil below it. */
export async function askForHelp(wish: HelpWish): Promise<void> {
  const { editor, sceneId } = useActiveEditor.getState();
  if (!editor || sceneId === null) return;
  try {
    if (!(await mayUseModel(wish.model))) return;
    const span = spanFor(editor, wish.task);
    if (!span) return void notify({ kind: 'info', text: say('passage.selectFirst') });
    await dismissHelp();
    await flushScene();
    await begin(editor, { ...wish, ...span, sceneId });
  } catch (error) {
    notifyError(error);
  }
}

async function begin(editor: Editor, wish: PlacedWish): Promise<void> {
  const request = requestFor(editor, wish);
  if (!request) return;
  const { jobId } = await api.request('jobs.helpPassage', request);
  const { from, to, sceneId, task, instruction, model, words } = wish;
  const { start, end } = request.target;
  const view = makeView(task);
  const writer = writeInto(view.text);
  const endFollowing = followText(jobId, writer);
  const endText = (): void => {
    endFollowing();
    writer.end();
  };
  const asked = { sceneId, task, instruction, model, words };
  current = { jobId, ...asked, view, endText, start, end, draftId: null, state: 'waiting' };
  put(editor, current, { from, to });
  view.show('waiting', say('passage.waiting'));
  view.element.scrollIntoView({ block: 'nearest' });
  view.focus();
  followState();
}

const makeView = (task: HelpTask): PassageView =>
  makePassageView(say(`passage.label.${task}`), {
    accept: () => void acceptHelp(),
    again: () => void askAgain(),
    dismiss: () => void dismissHelp(),
  });

/** Help that came while the window was away is shown where its passage stands; the newest, where there are several. */
async function restoreHelp(): Promise<void> {
  const { editor, sceneId } = useActiveEditor.getState();
  const { novelId } = useNovel.getState();
  if (current || !editor || sceneId === null || novelId === null) return;
  if (!useSettings.getState().modelFeatures) return;
  const drafts = await api.request('drafts.list', { novelId }).catch(() => []);
  const draft = drafts.find(({ target }) => target?.kind === 'scene' && target.sceneId === sceneId);
  if (current || draft?.target?.kind !== 'scene' || useActiveEditor.getState().sceneId !== sceneId) return;
  const { jobId, target } = draft;
  const task = useCrew.getState().jobs?.find(({ id }) => id === jobId)?.task ?? 'continue';
  const { start, end } = target;
  const shown = {
    jobId,
    sceneId,
    task,
    instruction: '',
    model: null,
    words: null,
    start,
    end,
    draftId: null,
    endText: () => undefined,
  };
  current = { ...shown, view: makeView(task), state: 'waiting' };
  putBack();
  await showDraftOf(current, draft.id);
}

function put(editor: Editor, { jobId, view }: Passage, at: { from: number; to: number }): void {
  showPencil(editor, {
    id: jobId,
    ...at,
    element: view.element,
    onAccept: () => current?.state === 'ready' && void acceptHelp() === undefined,
    onDismiss: () => current !== null && void dismissHelp() === undefined,
  });
}

/** A page that was read anew has no pencil yet: what is shown comes back to its place, where that is still there. */
function putBack(): void {
  const { editor, sceneId } = useActiveEditor.getState();
  if (!current || !editor || sceneId !== current.sceneId || pencilIn(editor)) return;
  const from = positionOf(editor.state.doc, current.start);
  const to = positionOf(editor.state.doc, current.end);
  if (from !== null && to !== null) put(editor, current, { from, to });
}

/** Looks what became of the job, and shows it. */
function followState(): void {
  const passage = current;
  if (!passage || passage.state === 'ready' || passage.state === 'failed') return;
  const { jobs, live } = useCrew.getState();
  const job = jobs?.find(({ id }) => id === passage.jobId);
  const known = live[passage.jobId];
  if (!job || isUnderWay(job)) {
    if (known?.state === 'running' && passage.state === 'waiting')
      setState(passage, 'running', say('passage.writing'));
    return;
  }
  if (job.draftId !== null && job.state !== 'failed') return void showDraftOf(passage, job.draftId);
  const words = job.error ? sayJobError(job.error) : say('passage.stopped');
  setState(passage, 'failed', words);
}

async function showDraftOf(passage: Passage, draftId: DraftId): Promise<void> {
  if (passage.draftId !== null) return;
  passage.draftId = draftId;
  try {
    const { draft } = await api.request('drafts.get', { novelId: openNovelId(), draftId });
    passage.endText();
    passage.view.setText(draft.document);
    setState(passage, 'ready', say('passage.ready'));
  } catch (error) {
    setState(passage, 'failed', sayError(error));
  }
}

function setState(passage: Passage, state: PassageState, words: string): void {
  passage.state = state;
  passage.view.show(state, words);
}

/** Takes what is shown into the manuscript. */
export async function acceptHelp(): Promise<void> {
  const passage = current;
  const { editor, sceneId } = useActiveEditor.getState();
  if (!passage || passage.state !== 'ready' || passage.draftId === null || !editor) return;
  const span = pencilSpan(editor);
  if (!span || sceneId !== passage.sceneId) return;
  const wish = { novelId: openNovelId(), draftId: passage.draftId, start: span.start, end: span.end };
  try {
    await flushScene();
    const accepted = await api.request('drafts.acceptPassage', wish).catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'SCENE_CHANGED') throw error;
      const isWanted = await confirm({
        title: say('passage.changedTitle'),
        text: say('passage.changedText'),
        yes: say('passage.changedAfter'),
        no: say('passage.changedLeave'),
      });
      return isWanted ? api.request('drafts.acceptPassage', { ...wish, isBehind: true }) : null;
    });
    if (!accepted) return;
    takeAway(passage);
    await showAccepted(accepted);
    useActiveEditor.getState().editor?.view.focus();
  } catch (error) {
    notifyError(error);
  }
}

/** Asks for the same once more, in the place of what is shown. */
async function askAgain(): Promise<void> {
  const passage = current;
  const { editor } = useActiveEditor.getState();
  const pencil = editor && pencilIn(editor);
  if (!passage || !editor || !pencil) return;
  const { from, to } = pencil;
  const { sceneId, task, instruction, model, words } = passage;
  try {
    await dismissHelp();
    await flushScene();
    await begin(editor, { from, to, sceneId, task, instruction, model, words });
  } catch (error) {
    notifyError(error);
  }
}

/** Stops what is being written, or puts away what is shown. */
export async function dismissHelp(): Promise<void> {
  const passage = current;
  if (!passage) return;
  if (passage.state === 'waiting' || passage.state === 'running') {
    setState(passage, passage.state, say('passage.stopping'));
    await cancelJob(passage.jobId);
    if (passage.view.text.textContent?.trim()) return; // what came is kept, and shown when the job has ended
  } else if (passage.draftId !== null)
    await api
      .request('drafts.discard', { novelId: openNovelId(), draftId: passage.draftId })
      .catch(() => undefined); // it was decided elsewhere
  takeAway(passage);
  useActiveEditor.getState().editor?.view.focus();
}

function takeAway(passage: Passage): void {
  if (current === passage) current = null;
  passage.endText();
  const { editor } = useActiveEditor.getState();
  if (editor && pencilIn(editor)?.id === passage.jobId) showPencil(editor, null);
}

useCrew.subscribe(followState);
useActiveEditor.subscribe(({ sceneId }, before) => {
  setTimeout(putBack);
  if (sceneId !== before.sceneId) void restoreHelp();
});
useCrew.subscribe(({ jobs }, before) => {
  if (jobs !== before.jobs && jobs?.some(({ task, draftId }) => task !== null && draftId !== null))
    void restoreHelp();
});
api.on('novels.changed', () => void restoreHelp()); // an undo brings back what was accepted or put away
useScene.subscribe(() => setTimeout(putBack));
useNovel.subscribe(({ novelId }, before) => {
  if (novelId === before.novelId || !current) return;
  current.endText();
  current = null;
});
