import { create } from 'zustand';
import type { FindingId, JobId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { JobProgress } from '../../../src-shared/domain/job.ts';
import type { Layer, Severity, Waiver } from '../../../src-shared/domain/qa.ts';
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
  | { readonly kind: 'rule' }
  | { readonly kind: 'reject'; readonly findingId: FindingId }
  | { readonly kind: 'waive'; readonly rule: string; readonly quote: string }
  | { readonly kind: 'unwaive'; readonly waiver: Waiver };

interface ReviewState {
  /** What is shown: the last review of each scene of the open chapter, in reading order; or a draft's alone. */
  readonly texts: readonly ReviewedText[];
  /** The scenes the writer unfolded (true) or folded away (false) in the list. */
  readonly folds: ReadonlyMap<string, boolean>;
  /** What was asked of main is not here yet. */
  readonly isLoading: boolean;
  /** The review of this text that is queued or runs. */
  readonly running: { readonly jobId: JobId; readonly progress: JobProgress } | null;
  readonly current: FindingId | null;
  readonly filter: ReviewFilter;
  /** The chapter's findings, what waits in the whole novel, or all that the writer called intentional. */
  readonly view: 'findings' | 'novel' | 'waivers';
  /** Findings that have no place in the open text any more. */
  readonly lost: ReadonlySet<FindingId>;
  /** The finding whose patch the writer words anew. */
  readonly editing: FindingId | null;
  readonly deeds: readonly ReviewDeed[];
}

const nothing: readonly ReviewedText[] = [];

export const everyOpenFinding: ReviewFilter = { layer: 'all', severity: 'all', state: 'open' };

const empty: ReviewState = {
  texts: nothing,
  folds: new Map(),
  isLoading: false,
  running: null,
  current: null,
  filter: everyOpenFinding,
  view: 'findings',
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
      showTexts([draft]);
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

/** Shows the last reviews of the open scene's chapter, and one that is under way. */
export async function showSceneReview(): Promise<void> {
  const { novelId } = useNovel.getState();
  const sceneId = useScene.getState().scene?.id;
  if (novelId === null || sceneId === undefined) return useReview.setState({ ...empty, isLoading: false });
  const mine = ++asked;
  useReview.setState({ isLoading: true });
  try {
    const { texts, running } = await api.request('reviews.latest', { novelId, sceneId });
    if (mine !== asked) return;
    useReview.setState({
      running: running && { jobId: running.id, progress: running.progress },
    });
    showTexts(texts);
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

/** Asks for what is shown again: main changed it. */
export async function reloadReview(): Promise<void> {
  const draft = draftText();
  if (!draft) return showSceneReview();
  const texts = await api.request('reviews.get', { novelId: openNovelId(), jobId: draft.jobId });
  showTexts(texts.filter(({ target }) => target.kind === 'draft').slice(0, 1));
}

/** Shows reviews; the finding that was opened stays so where one of them still has it. */
export function showTexts(texts: readonly ReviewedText[]): void {
  const last = useReview.getState();
  const isSame = texts.some((text) => last.texts.some((known) => isSameText(text, known)));
  const ids = new Set(texts.flatMap(({ findings }) => findings.map(({ id }) => id)));
  useReview.setState({
    texts,
    isLoading: false,
    current: last.current !== null && ids.has(last.current) ? last.current : null,
    editing: null,
    deeds: last.deeds.filter((deed) => !('findingId' in deed) || ids.has(deed.findingId)),
    ...(isSame ? {} : { lost: new Set<FindingId>(), filter: everyOpenFinding, folds: new Map() }),
  });
}

function isSameText(a: ReviewedText, b: ReviewedText): boolean {
  return a.jobId === b.jobId && JSON.stringify(a.target) === JSON.stringify(b.target);
}

type Shown = Pick<ReviewState, 'texts'>;

/** The draft's review where one is shown. */
export function draftText({ texts }: Shown = useReview.getState()): ReviewedText | undefined {
  return texts.find(({ target }) => target.kind === 'draft');
}

/** The review of a scene, undefined where it has none. */
export function textOfScene(
  sceneId: SceneId | null | undefined,
  { texts }: Shown = useReview.getState(),
): ReviewedText | undefined {
  return texts.find(({ target }) => target.kind === 'scene' && target.sceneId === sceneId);
}

/** The review of what the writer sees: the draft's, else the open scene's. */
export function openText(state: Shown = useReview.getState()): ReviewedText | undefined {
  return draftText(state) ?? textOfScene(useScene.getState().scene?.id, state);
}

/** The review a finding stands in. */
export function textOfFinding(id: FindingId | null): ReviewedText | undefined {
  return useReview.getState().texts.find(({ findings }) => findings.some((finding) => finding.id === id));
}

/** A finding that is shown or folded away. */
export function findingOf(id: FindingId | null): ReviewedFinding | undefined {
  return textOfFinding(id)?.findings.find((finding) => finding.id === id);
}

/** Folds a scene's findings away or lays them open. */
export function foldScene(sceneId: string, isUnfolded: boolean): void {
  useReview.setState(({ folds }) => ({ folds: new Map(folds).set(sceneId, isUnfolded) }));
}

/** Forgets what is shown: another novel, or none. */
export function clearReview(): void {
  useReview.setState(empty);
}

/** Opens a finding in the list, or none. */
export function openFinding(current: FindingId | null): void {
  const { editing, folds } = useReview.getState();
  const target = textOfFinding(current)?.target;
  const isFolded = target?.kind === 'scene' && folds.get(target.sceneId) === false;
  useReview.setState({
    ...{ current, view: 'findings', editing: editing === current ? editing : null },
    ...(isFolded ? { folds: new Map(folds).set(target.sceneId, true) } : {}),
  });
}

/** Turns to the findings, to the whole novel, or to what is intentional. */
export function showView(view: ReviewState['view']): void {
  useReview.setState({ view });
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
  useReview.setState(({ texts }) => ({
    texts: texts.map((text) =>
      text.findings.some((finding) => finding.id === id)
        ? { ...text, findings: text.findings.map((one) => (one.id === id ? change(one) : one)) }
        : text,
    ),
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
