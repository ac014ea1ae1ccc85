import type { historyRoutes } from '../../../src-shared/ipc/history.ts';
import type { Handlers } from '../handlers.ts';

export const historyHandlers: Handlers<typeof historyRoutes> = {};
