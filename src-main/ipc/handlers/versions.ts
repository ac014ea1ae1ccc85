import type { versionsRoutes } from '../../../src-shared/ipc/versions.ts';
import type { Handlers } from '../handlers.ts';

export const versionsHandlers: Handlers<typeof versionsRoutes> = {};
