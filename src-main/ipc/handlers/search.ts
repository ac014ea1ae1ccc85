import type { searchRoutes } from '../../../src-shared/ipc/search.ts';
import { indexKeeperOf } from '../../app/keep-index.ts';
import type { Handlers } from '../handlers.ts';

export const searchHandlers: Handlers<typeof searchRoutes> = {
  'search.find': ({ novelId, query }, { session }) => session(novelId).library('search', query),
  'search.status': ({ novelId }, { app, session }) => indexKeeperOf(session(novelId), app).status,
  'search.pause': ({ novelId, isPaused }, { app, session }) =>
    indexKeeperOf(session(novelId), app).pause(isPaused),
};
