import type { modelsRoutes } from '../../../src-shared/ipc/models.ts';
import type { Handlers } from '../handlers.ts';

export const modelsHandlers: Handlers<typeof modelsRoutes> = {};
