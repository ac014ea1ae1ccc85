import type { appRoutes } from '../../../src-shared/ipc/app.ts';
import { takeGivenFile } from '../../app/given-files.ts';
import { answerClosing } from '../../app/leave-answer.ts';
import { showCommands } from '../../app/menu.ts';
import { startState } from '../../app/start-state.ts';
import type { Handlers } from '../handlers.ts';

export const appHandlers: Handlers<typeof appRoutes> = {
  'app.start': (_, { app }) => startState(app),
  'app.showCommands': ({ commands }, { app }) => {
    showCommands(app, commands);
    return null;
  },
  'app.takeFile': (_, { app }) => takeGivenFile(app),
  'app.leave': ({ answer }) => answerClosing(answer),
};
