import type { searchRoutes } from '../../../src-shared/ipc/search.ts';
import type { Handlers } from '../handlers.ts';

export const searchHandlers: Handlers<typeof searchRoutes> = {};
