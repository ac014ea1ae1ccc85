import { appHandlers } from './handlers/app.ts';
import { costsHandlers } from './handlers/costs.ts';
import { draftsHandlers } from './handlers/drafts.ts';
import { exportsHandlers } from './handlers/exports.ts';
import { historyHandlers } from './handlers/history.ts';
import { importsHandlers } from './handlers/imports.ts';
import { jobsHandlers } from './handlers/jobs.ts';
import { localModelsHandlers } from './handlers/local-models.ts';
import { loreHandlers } from './handlers/lore.ts';
import { modelsHandlers } from './handlers/models.ts';
import { novelsHandlers } from './handlers/novels.ts';
import { outlineHandlers } from './handlers/outline.ts';
import { reviewsHandlers } from './handlers/reviews.ts';
import { scenesHandlers } from './handlers/scenes.ts';
import { searchHandlers } from './handlers/search.ts';
import { settingsHandlers } from './handlers/settings.ts';
import { spellingHandlers } from './handlers/spelling.ts';
import { versionsHandlers } from './handlers/versions.ts';
import type { Routes } from '../../src-shared/ipc/contract.ts';
import type { Handlers } from './handlers.ts';

/** Every handler, by its route. */
export const allHandlers: Handlers<Routes> = {
  ...appHandlers,
  ...costsHandlers,
  ...draftsHandlers,
  ...exportsHandlers,
  ...historyHandlers,
  ...importsHandlers,
  ...jobsHandlers,
  ...localModelsHandlers,
  ...loreHandlers,
  ...modelsHandlers,
  ...novelsHandlers,
  ...outlineHandlers,
  ...reviewsHandlers,
  ...scenesHandlers,
  ...searchHandlers,
  ...settingsHandlers,
  ...spellingHandlers,
  ...versionsHandlers,
};
