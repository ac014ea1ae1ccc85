import type { outlineRoutes } from '../../../src-shared/ipc/outline.ts';
import { getOutline } from '../../db/outline.ts';
import type { Handlers } from '../handlers.ts';

export const outlineHandlers: Handlers<typeof outlineRoutes> = {
  'outline.get': ({ novelId }, { session }) => getOutline(session(novelId).db),
};
