import type { scenesRoutes } from '../../../src-shared/ipc/scenes.ts';
import type { Handlers } from '../handlers.ts';

export const scenesHandlers: Handlers<typeof scenesRoutes> = {};
