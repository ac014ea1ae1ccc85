import type { spellingRoutes } from '../../../src-shared/ipc/spelling.ts';
import { checkSpelling, forgetWord, learnWord, listOwnWords } from '../../novels/check-spelling.ts';
import type { Handlers } from '../handlers.ts';

export const spellingHandlers: Handlers<typeof spellingRoutes> = {
  'spelling.check': ({ novelId, texts }, { app, session }) =>
    checkSpelling({ library: session(novelId).library, app: app.db }, texts),
  'spelling.listWords': (_input, { app }) => listOwnWords(app.db),
  'spelling.learnWord': ({ word }, { app }) => learnWord(app.db, word),
  'spelling.forgetWord': ({ word }, { app }) => forgetWord(app.db, word),
};
