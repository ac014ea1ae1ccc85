import type { reviewsRoutes } from '../../../src-shared/ipc/reviews.ts';
import type { Handlers } from '../handlers.ts';

export const reviewsHandlers: Handlers<typeof reviewsRoutes> = {};
