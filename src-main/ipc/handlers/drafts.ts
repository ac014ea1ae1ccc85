import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { draftsRoutes } from '../../../src-shared/ipc/drafts.ts';
import { indexKeeperOf } from '../../app/keep-index.ts';
import { listOpenDrafts } from '../../db/open-drafts.ts';
import { acceptPassage } from '../../novels/accept-passage.ts';
import { discardDraft } from '../../novels/accept-draft.ts';
import { viewDraft } from '../../novels/draft-parts.ts';
import type { NovelSession } from '../../novels/novel-session.ts';
import { restoreWording } from '../../novels/restore-wording.ts';
import { takePieces } from '../../novels/take-pieces.ts';
import type { HandlerContext, Handlers } from '../handlers.ts';

export const draftsHandlers: Handlers<typeof draftsRoutes> = {
  'drafts.list': ({ novelId }, { session }) => listOpenDrafts(session(novelId).db),
  'drafts.get': ({ novelId, draftId, chosen }, { session }) =>
    viewDraft(session(novelId).db, draftId, chosen),
  'drafts.accept': ({ novelId, ...wish }, context) => {
    const session = context.session(novelId);
    const { scenes, blockIds, actionId } = takePieces(session.db, wish);
    const sceneIds = scenes.map(({ id }) => id);
    tellChange(session, sceneIds, context);
    return { view: viewDraft(session.db, wish.draftId, wish.chosen), sceneIds, blockIds, actionId };
  },
  'drafts.acceptPassage': ({ novelId, draftId, start, end, isBehind }, context) => {
    const session = context.session(novelId);
    const wish = { draftId, span: { start, end }, isBehind };
    const { scene, blockIds, actionId } = acceptPassage(session.db, wish);
    tellChange(session, [scene.id], context);
    return { view: viewDraft(session.db, draftId), sceneIds: [scene.id], blockIds, actionId };
  },
  'drafts.discard': ({ novelId, draftId }, { session }) => {
    const { novel, db } = session(novelId);
    const { actionId } = discardDraft({ novel }, draftId);
    return { view: viewDraft(db, draftId), actionId };
  },
  'drafts.restoreWording': ({ novelId, draftId, blockId }, { session }) => {
    const { db } = session(novelId);
    restoreWording(db, { draftId, blockId });
    return viewDraft(db, draftId);
  },
};

/** The window did not write this itself: it reads the scenes and the outline again, and what is written next may tell of it. */
function tellChange(session: NovelSession, scenes: readonly SceneId[], { app }: HandlerContext): void {
  app.emit('novels.changed', { novelId: session.novel.id, outline: true, scenes, lore: false });
  indexKeeperOf(session, app).wake();
}
