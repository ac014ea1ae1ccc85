import { z } from 'zod';
import { NovelId } from '../domain/ids.ts';
import { Outline } from '../domain/novel.ts';
import { route } from './route.ts';

export const outlineRoutes = {
  'outline.get': route({ input: z.strictObject({ novelId: NovelId }), output: Outline }),
};
