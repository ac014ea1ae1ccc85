import type { jobsRoutes } from '../../../src-shared/ipc/jobs.ts';
import type { Handlers } from '../handlers.ts';

export const jobsHandlers: Handlers<typeof jobsRoutes> = {};
