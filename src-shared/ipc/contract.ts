import type { z } from 'zod';
import { appRoutes, type AppEvents } from './app.ts';
import { costsRoutes, type CostsEvents } from './costs.ts';
import { draftsRoutes, type DraftsEvents } from './drafts.ts';
import { exportsRoutes, type ExportsEvents } from './exports.ts';
import { historyRoutes, type HistoryEvents } from './history.ts';
import { importsRoutes, type ImportsEvents } from './imports.ts';
import { jobsRoutes, type JobsEvents } from './jobs.ts';
import { localModelsRoutes, type LocalModelsEvents } from './local-models.ts';
import { loreRoutes, type LoreEvents } from './lore.ts';
import { modelsRoutes, type ModelsEvents } from './models.ts';
import { novelsRoutes, type NovelsEvents } from './novels.ts';
import { outlineRoutes } from './outline.ts';
import { reviewsRoutes, type ReviewsEvents } from './reviews.ts';
import { scenesRoutes, type ScenesEvents } from './scenes.ts';
import { searchRoutes, type SearchEvents } from './search.ts';
import { settingsRoutes, type SettingsEvents } from './settings.ts';
import { spellingRoutes } from './spelling.ts';
import { versionsRoutes, type VersionsEvents } from './versions.ts';

/** Everything the window may ask: a plural noun and a verb. */
export const routes = {
  ...appRoutes,
  ...costsRoutes,
  ...draftsRoutes,
  ...exportsRoutes,
  ...historyRoutes,
  ...importsRoutes,
  ...jobsRoutes,
  ...localModelsRoutes,
  ...loreRoutes,
  ...modelsRoutes,
  ...novelsRoutes,
  ...outlineRoutes,
  ...reviewsRoutes,
  ...scenesRoutes,
  ...searchRoutes,
  ...settingsRoutes,
  ...spellingRoutes,
  ...versionsRoutes,
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
/** What a request is written with; defaults may be left out. */
export type InputOf<Name extends RouteName> = z.input<Routes[Name]['input']>;
export type OutputOf<Name extends RouteName> = z.output<Routes[Name]['output']>;

/** Everything main tells the window without being asked: a noun and what happened. */
export type Events = AppEvents &
  CostsEvents &
  DraftsEvents &
  ExportsEvents &
  HistoryEvents &
  ImportsEvents &
  JobsEvents &
  LocalModelsEvents &
  LoreEvents &
  ModelsEvents &
  NovelsEvents &
  ReviewsEvents &
  ScenesEvents &
  SearchEvents &
  SettingsEvents &
  VersionsEvents;
export type EventName = keyof Events;
