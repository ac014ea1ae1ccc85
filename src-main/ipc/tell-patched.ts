import type { AnchorTarget } from '../../src-shared/domain/anchor.ts';
import type { NovelId, PatchId } from '../../src-shared/domain/ids.ts';
import type { Db } from '../db/connection.ts';
import { getPatch } from '../db/patches.ts';
import type { HandlerContext } from './handlers.ts';

type Where = { readonly novelId: NovelId } & (
  { readonly targets: readonly AnchorTarget[] } | { readonly patchId: PatchId }
);

/** Does what changes reviewed texts and then tells the window that they are other ones. */
export function tellPatched<Output>(
  { app, session }: HandlerContext,
  where: Where,
  run: (db: Db) => Output,
): Output {
  const { novelId } = where;
  const { db } = session(novelId);
  const targets = 'targets' in where ? where.targets : [getPatch(db, where.patchId).anchor.target];
  const output = run(db);
  const scenes = targets.flatMap((target) => (target.kind === 'scene' ? target.sceneId : []));
  app.emit('novels.changed', { novelId, outline: scenes.length > 0, scenes, lore: false });
  app.emit('reviews.changed', { novelId });
  return output;
}
