import { z } from 'zod';
import { NovelId } from '../domain/ids.ts';
import { TextFault } from '../domain/spelling.ts';
import { route } from './route.ts';

const OwnWord = z.string().trim().min(1).max(80);
const words = z.array(z.string()).readonly();

/** What the window may ask about spelling and grammar. */
export const spellingRoutes = {
  /** What is found in each paragraph, in order; null where no checker knows the novel's language. */
  'spelling.check': route({
    input: z.strictObject({ novelId: NovelId, texts: z.array(z.string()).max(200).readonly() }),
    output: z.array(z.array(TextFault).readonly()).readonly().nullable(),
  }),
  /** The writer's own words, over all novels. */
  'spelling.listWords': route({ input: z.strictObject({}), output: words }),
  'spelling.learnWord': route({ input: z.strictObject({ word: OwnWord }), output: words }),
  'spelling.forgetWord': route({ input: z.strictObject({ word: OwnWord }), output: words }),
};
