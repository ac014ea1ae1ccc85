import type { novelsRoutes } from '../../../src-shared/ipc/novels.ts';
import type { Handlers } from '../handlers.ts';

export const novelsHandlers: Handlers<typeof novelsRoutes> = {};
