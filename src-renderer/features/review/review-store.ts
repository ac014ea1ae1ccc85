import { create } from 'zustand';
import type { FindingId, JobId } from '../../../src-shared/domain/ids.ts';
import type { JobProgress } from '../../../src-shared/domain/job.ts';
import type { Layer, Severity } from '../../../src-shared/domain/qa.ts';
import type {
  FindingState,
  ReviewedFinding,
  ReviewedText,
} from '../../../src-shared/domain/reviewed-text.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { openScene, useScene } from '../manuscript/scene-store.ts';
import { showPanel } from '../shell/panel-store.ts';

/** Which findings are listed. */
export interface ReviewFilter {
  readonly layer: Layer | 'all';
  readonly severity: Severity | 'all';
  readonly state: 'open' | Exclude<FindingState, 'open'> | 'all';
}

/** Something the panel did and can take back. */
export type ReviewDeed =
  | { readonly kind: 'accept'; readonly findingId: FindingId }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'reject'; readonly findingId: FindingId }
  | { readonly kind: 'waive'; readonly rule: string; readonly quote: string };

interface ReviewState {
  /** The review that is shown: the open scene's last one, or a draft's. */
  readonly text: ReviewedText | null;
  /** What was asked of main is not here yet. */
  readonly isLoading: boolean;
  /** The review of this text that is queued or runs. */
  readonly running: { readonly jobId: JobId; readonly progress: JobProgress } | null;
  readonly current: FindingId | null;
  readonly filter: ReviewFilter;
  /** Findings that have no place in the open text any more. */
  readonly lost: ReadonlySet<FindingId>;
  /** The finding whose patch the writer words anew. */
  readonly editing: FindingId | null;
  readonly deeds: readonly ReviewDeed[];
}

export const everyOpenFinding: ReviewFilter = { layer: 'all', severity: 'all', state: 'open' };

const empty: ReviewState = {
  text: null,
  isLoading: false,
  running: null,
  current: null,
  filter: everyOpenFinding,
  lost: new Set(),
  editing: null,
  deeds: [],
};

export const useReview = create<ReviewState>()(() => empty);

/** Counts what was asked of main: an answer that comes after a later question is not shown. */
let asked = 0;

/** Opens what a job's review found: a draft's in the panel, a scene's beside the scene. */
export async function showReview(jobId: JobId): Promise<void> {
  try {
    const texts = await api.request('reviews.get', { novelId: openNovelId(), jobId });
    const draft = texts.find(({ target }) => target.kind === 'draft');
    if (draft) {
      asked++;
      showText(draft);
      return showPanel('review');
    }
    const open = useScene.getState().scene?.id;
    const targets = texts.flatMap(({ target }) => (target.kind === 'scene' ? target.sceneId : []));
    const [first] = targets;
    if (first !== undefined && (open === undefined || !targets.includes(open))) await openScene(first);
    showPanel('review');
    await showSceneReview();
  } catch (error) {
    notifyError(error);
  }
}

/** Shows the open scene's last review, and one that is under way. */
export async function showSceneReview(): Promise<void> {
  const { novelId } = useNovel.getState();
  const sceneId = useScene.getState().scene?.id;
  if (novelId === null || sceneId === undefined) return useReview.setState({ ...empty, isLoading: false });
  const mine = ++asked;
  useReview.setState({ isLoading: true });
  try {
    const { text, running } = await api.request('reviews.latest', { novelId, sceneId });
    if (mine !== asked) return;
    useReview.setState({
      running: running && { jobId: running.id, progress: running.progress },
    });
    showText(text);
  } catch (error) {
    if (mine === asked) useReview.setState({ isLoading: false });
    notifyError(error);
  }
}

/** Resolves when what was asked of main is shown. */
export function reviewShown(): Promise<void> {
  if (!useReview.getState().isLoading) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useReview.subscribe(({ isLoading }) => {
      if (isLoading) return;
      stop();
      resolve();
    });
  });
}

/** Asks for the shown text's review again: main changed it. */
export async function reloadReview(): Promise<void> {
  const { text } = useReview.getState();
  if (text?.target.kind !== 'draft') return showSceneReview();
  const texts = await api.request('reviews.get', { novelId: openNovelId(), jobId: text.jobId });
  showText(texts.find(({ target }) => target.kind === 'draft') ?? null);
}

/** Shows a text's review; the finding that was opened stays so where the review still has it. */
export function showText(text: ReviewedText | null): void {
  const last = useReview.getState();
  const isSame = text !== null && text.jobId === last.text?.jobId && isSameTarget(text, last.text);
  const isThere = isSame && text.findings.some(({ id }) => id === last.current);
  useReview.setState({
    text,
    isLoading: false,
    current: isThere ? last.current : null,
    editing: null,
    ...(isSame ? {} : { deeds: [], lost: new Set<FindingId>(), filter: everyOpenFinding }),
  });
}

function isSameTarget(a: ReviewedText, b: ReviewedText): boolean {
  return JSON.stringify(a.target) === JSON.stringify(b.target);
}

/** Forgets what is shown: another novel, or none. */
export function clearReview(): void {
  useReview.setState(empty);
}

/** Opens a finding, or none. */
export function openFinding(current: FindingId | null): void {
  const { editing } = useReview.getState();
  useReview.setState({ current, editing: editing === current ? editing : null });
}

/** Changes which findings are listed. */
export function filterFindings(changed: Partial<ReviewFilter>): void {
  useReview.setState(({ filter }) => ({ filter: { ...filter, ...changed } }));
}

/** Begins to word a finding's patch anew, or ends it with null. */
export function editPatch(editing: FindingId | null): void {
  useReview.setState({ editing });
}

/** Changes a finding as it is shown; main has been told already or will be with the text. */
export function changeFinding(id: FindingId, change: (finding: ReviewedFinding) => ReviewedFinding): void {
  useReview.setState(({ text }) => ({
    text: text && {
      ...text,
      findings: text.findings.map((finding) => (finding.id === id ? change(finding) : finding)),
    },
  }));
}

/** Remembers what was done, for the panel's own undo. */
export function rememberDeed(deed: ReviewDeed): void {
  useReview.setState(({ deeds }) => ({ deeds: [...deeds, deed] }));
}

/** Takes the last deed off the list and answers it; undefined where there is none. */
export function takeLastDeed(): ReviewDeed | undefined {
  const { deeds } = useReview.getState();
  useReview.setState({ deeds: deeds.slice(0, -1) });
  return deeds.at(-1);
}
