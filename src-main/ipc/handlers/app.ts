import type { appRoutes } from '../../../src-shared/ipc/app.ts';
import type { Handlers } from '../handlers.ts';

export const appHandlers: Handlers<typeof appRoutes> = {};
