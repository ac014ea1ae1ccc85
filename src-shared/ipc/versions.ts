import { z } from 'zod';
import { NovelId, SceneId, VersionId } from '../domain/ids.ts';
import { ProseDocument } from '../domain/prose.ts';
import { Scene, SceneVersion } from '../domain/scene.ts';
import { route } from './route.ts';
import { SentDocument } from './scenes.ts';

const ofScene = z.strictObject({ novelId: NovelId, sceneId: SceneId });
const ofVersion = z.strictObject({ novelId: NovelId, versionId: VersionId });
const VersionName = z.string().trim().min(1).max(120);

/** What the window may ask about the kept states of scenes. */
export const versionsRoutes = {
  /** The newest first. */
  'versions.list': route({ input: ofScene, output: z.array(SceneVersion).readonly() }),
  'versions.get': route({ input: ofVersion, output: SceneVersion.extend({ document: ProseDocument }) }),
  /** Keeps the scene as it is left; null where its last version is of this very revision. */
  'versions.keepLeft': route({ input: ofScene, output: SceneVersion.nullable() }),
  /** Keeps the scene as it stands under a name. */
  'versions.keepNamed': route({ input: ofScene.extend({ name: VersionName }), output: SceneVersion }),
  /** Keeps a text that stands only in the window. */
  'versions.keepText': route({
    input: ofScene.extend({ name: VersionName, document: SentDocument }),
    output: SceneVersion,
  }),
  /** Names a version, which keeps it for ever; null takes its name away. */
  'versions.name': route({ input: ofVersion.extend({ name: VersionName.nullable() }), output: z.null() }),
  /** Puts a kept state back, after keeping the present one. */
  'versions.restore': route({ input: ofVersion, output: Scene }),
};

/** What main tells the window about versions, by the event's name. */
export type VersionsEvents = object;
