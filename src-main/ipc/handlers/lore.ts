import type { loreRoutes } from '../../../src-shared/ipc/lore.ts';
import type { Handlers } from '../handlers.ts';

export const loreHandlers: Handlers<typeof loreRoutes> = {};
