import type { draftsRoutes } from '../../../src-shared/ipc/drafts.ts';
import type { Handlers } from '../handlers.ts';

export const draftsHandlers: Handlers<typeof draftsRoutes> = {};
