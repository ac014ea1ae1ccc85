import type { exportsRoutes } from '../../../src-shared/ipc/exports.ts';
import type { Handlers } from '../handlers.ts';

export const exportsHandlers: Handlers<typeof exportsRoutes> = {};
