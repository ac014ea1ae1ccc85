import { create } from 'zustand';
import type { JobId, NovelId } from '../../../src-shared/domain/ids.ts';
import type { JobEvent, JobProgress, JobState } from '../../../src-shared/domain/job.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { addToStream, heardJobs, listenToStream, setStream, type StreamListener } from './job-streams.ts';

/** A job that is under way, for the eye. */
export interface LiveJob {
  readonly id: JobId;
  readonly state: JobState;
  readonly progress: JobProgress;
}

interface CrewState {
  /** Every job of the novel, the newest first; null until they were read. */
  readonly jobs: readonly JobSummary[] | null;
  /** Newer than the list: what events told. */
  readonly live: Readonly<Record<string, LiveJob>>;
}

export const useCrew = create<CrewState>()(() => ({ jobs: null, live: {} }));

/** The number of the last event; null before the first. Events are numbered without a gap within an open novel. */
let lastSeq: number | null = null;

/** Applies one event. A gap means this window missed some, and what they told is asked for again. */
export function applyJobEvent(event: JobEvent): void {
  const isGap = lastSeq !== null && event.seq !== lastSeq + 1;
  lastSeq = event.seq;
  if (event.type === 'text-delta') addToStream(event);
  else applyToLive(event);
  if (isGap) void resync();
}

function applyToLive(event: Exclude<JobEvent, { type: 'text-delta' }>): void {
  if (event.type === 'job-changed') {
    const { id, state, progress } = event.job;
    keepLive({ id, state, progress });
    return refreshSoon();
  }
  if (event.type === 'step-finished') return;
  const known = liveJob(event.jobId);
  if (!known) return;
  const { progress } = known;
  if (event.type === 'progress') keepLive({ ...known, progress: event.progress });
  else keepLive({ ...known, progress: { ...progress, agent: event.agent, step: event.key } });
}

function keepLive(job: LiveJob): void {
  useCrew.setState(({ live }) => ({ live: { ...live, [job.id]: job } }));
}

/** A job as it is known this moment. */
export function liveJob(id: JobId): LiveJob | null {
  const { live, jobs } = useCrew.getState();
  return live[id] ?? jobs?.find((job) => job.id === id) ?? null;
}

/** Asks again for what a missed event may have told. */
async function resync(): Promise<void> {
  await Promise.all([refreshJobs(), ...heardJobs().map(askForText)]);
}

let isRefreshing = false;
let isStale = false;
/** Several changes in a row are one reading. */
function refreshSoon(): void {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  setTimeout(() => {
    isStale = false;
    void refreshJobs().finally(() => {
      isRefreshing = false;
      if (isStale) refreshSoon();
    });
  }, 50);
}

/** Reads the novel's jobs again. */
export async function refreshJobs(): Promise<void> {
  const { novelId } = useNovel.getState();
  if (novelId === null) return;
  try {
    const jobs = await api.request('jobs.list', { novelId });
    if (useNovel.getState().novelId !== novelId) return;
    useCrew.setState({ jobs, live: Object.fromEntries(jobs.map((job) => [job.id, liveOf(job)])) });
  } catch (error) {
    notifyError(error);
  }
}

const liveOf = ({ id, state, progress }: JobSummary): LiveJob => ({ id, state, progress });

/** Listens to a job's text from its beginning; the answer ends it. */
export function followText(id: JobId, listener: StreamListener): () => void {
  const { end, isNew } = listenToStream(id, listener);
  if (isNew) void askForText(id).catch(notifyError);
  return end;
}

async function askForText(id: JobId): Promise<void> {
  const { job, seq } = await api.request('jobs.get', { novelId: openNovelId(), jobId: id });
  setStream(job, seq);
}

/** Forgets one novel's jobs and reads another's. */
function changeNovel(novelId: NovelId | null): void {
  lastSeq = null;
  useCrew.setState({ jobs: null, live: {} });
  if (novelId !== null) void refreshJobs();
}

api.on('jobs.event', ({ novelId, event }) => {
  if (novelId === useNovel.getState().novelId) applyJobEvent(event);
});
useNovel.subscribe(({ novelId }, before) => {
  if (novelId !== before.novelId) changeNovel(novelId);
});
if (useNovel.getState().novelId !== null) changeNovel(useNovel.getState().novelId);

/** True for a job that is not over. */
export function isUnderWay({ state }: Pick<LiveJob, 'state'>): boolean {
  return state === 'running' || state === 'queued';
}

/** Ends a job; its text so far is kept as a draft. */
export async function cancelJob(jobId: JobId): Promise<void> {
  await api.request('jobs.cancel', { novelId: openNovelId(), jobId }).catch(notifyError);
}

/** Lets an ended job go on after what it had finished. */
export async function resumeJob(jobId: JobId): Promise<void> {
  await api.request('jobs.resume', { novelId: openNovelId(), jobId }).catch(notifyError);
}
