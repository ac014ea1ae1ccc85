import type { ChapterId, SceneId } from '../../../src-shared/domain/ids.ts';
import type { Job, JobEvent } from '../../../src-shared/domain/job.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say, sayError } from '../../words.ts';
import { AppError, type ErrorCode } from '../../../src-shared/errors.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { savedScene, useScene } from '../manuscript/scene-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { countNovel, mayReviewNovel } from './novel-review.ts';
import { settled } from './review-page.ts';
import { showSceneReview, showView, useReview } from './review-store.ts';

export interface ReviewWish {
  readonly what: 'scene' | 'chapter' | 'novel';
  readonly byRulesOnly?: boolean;
}

/** Saves, queues a review of the open scene, of its chapter or, once the writer agrees, of the novel, and shows the panel, where its progress stands. */
export async function runReview({ what, byRulesOnly = false }: ReviewWish): Promise<void> {
  try {
    showPanel('review');
    const scene = await savedScene();
    if (what === 'novel' ? !(await mayReviewNovel(byRulesOnly)) : scene === null) return;
    await settled();
    const { jobId } = await api.request('reviews.run', {
      novelId: openNovelId(),
      byRulesOnly,
      chapterId: what === 'novel' ? null : (scene?.chapterId ?? null),
      ...(what === 'scene' && scene ? { sceneId: scene.id } : {}),
    });
    const progress = { agent: null, step: null, fraction: 0, tokensPerSecond: null, waiting: null };
    if (useReview.getState().running?.jobId !== jobId) useReview.setState({ running: { jobId, progress } });
  } catch (error) {
    notifyError(error);
  }
}

/** Ends the review that is under way; what stood before still stands. */
export async function cancelReview(): Promise<void> {
  const { running } = useReview.getState();
  if (running === null) return;
  try {
    await api.request('jobs.cancel', { novelId: openNovelId(), jobId: running.jobId });
    useReview.setState({ running: null });
  } catch (error) {
    notifyError(error);
  }
}

/** Follows the review that is under way, and shows what it found when it is done. */
export function heedJob(event: JobEvent): void {
  const { running } = useReview.getState();
  if (event.type === 'progress' && event.jobId === running?.jobId)
    useReview.setState({ running: { ...running, progress: event.progress } });
  if (event.type !== 'job-changed') return;
  const { job } = event;
  if (job.state === 'queued' || job.state === 'running') {
    if (running === null && isOfOpenScene(job))
      useReview.setState({ running: { jobId: job.id, progress: job.progress } });
  } else if (job.id === running?.jobId) ended(job);
}

function ended(job: Job): void {
  useReview.setState({ running: null });
  if (job.state === 'failed' || job.error !== null) return sayFailed(job);
  if (job.state === 'cancelled') return;
  void showSceneReview();
  if (job.input.kind === 'review-novel') showView('novel');
  void countNovel();
}

function sayFailed({ error, input }: Job): void {
  const told = new AppError(
    (error?.code ?? 'INTERNAL') as ErrorCode,
    (error?.data ?? {}) as AppError['data'],
  );
  const text = sayError(told);
  const what = whatOf(input);
  if (!told.code.startsWith('MODEL_') || what === null) return void notify({ kind: 'error', text });
  const run = (): void => void runReview({ what, byRulesOnly: true });
  notify({ kind: 'error', text, action: { label: say('review.run-by-rules'), run } });
}

function whatOf(input: Job['input']): ReviewWish['what'] | null {
  if (input.kind === 'review-novel') return 'novel';
  if (input.kind !== 'review-chapter') return null;
  return input.sceneId === undefined ? 'chapter' : 'scene';
}

function isOfOpenScene({ input }: Job): boolean {
  if (input.kind === 'review-novel') return true;
  const { scene } = useScene.getState();
  if (scene === null || input.kind !== 'review-chapter') return false;
  const of: { chapterId: ChapterId; sceneId?: SceneId | undefined } = input;
  return of.chapterId === scene.chapterId && (of.sceneId === undefined || of.sceneId === scene.id);
}

/** True for an event of the novel that is open. */
export function isOpenNovel(novelId: string): boolean {
  return useNovel.getState().novelId === novelId;
}
