import type { NovelId } from '../domain/ids.ts';
import type { JobEvent } from '../domain/job.ts';

/** What the window may ask about jobs. */
export const jobsRoutes = {};

/** What main tells the window about jobs, by the event's name. */
export interface JobsEvents {
  readonly 'jobs.event': { readonly novelId: NovelId; readonly event: JobEvent };
}
