import type { importsRoutes } from '../../../src-shared/ipc/imports.ts';
import type { Handlers } from '../handlers.ts';

export const importsHandlers: Handlers<typeof importsRoutes> = {};
