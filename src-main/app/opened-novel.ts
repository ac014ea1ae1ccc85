import type { OpenedNovel, WritingPlace } from '../../src-shared/domain/library.ts';
import { scenesOf, type Outline } from '../../src-shared/domain/novel.ts';
import { toWireError } from '../../src-shared/errors.ts';
import { getOutline } from '../db/outline.ts';
import { getScene } from '../db/scenes.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import type { App } from './app.ts';
import { readWritingPlace } from './writing-place.ts';

/** The open novel as the window's first drawing needs it. */
export function describeOpened({ db }: Pick<App, 'db'>, session: NovelSession): OpenedNovel {
  const { novel } = session;
  const outline = getOutline(session.db);
  const place = placeIn(outline, readWritingPlace(db, novel.id));
  const sceneId = place?.sceneId ?? scenesOf(outline)[0]?.id;
  return {
    novelId: novel.id,
    path: novel.path,
    outline,
    folder: { kind: novel.place.kind, name: 'name' in novel.place ? novel.place.name : null },
    place,
    scene: sceneId ? getScene(session.db, sceneId) : null,
    notices: novel.notices.map(toWireError),
  };
}

/** A place whose scene is gone, to the bin say, is none. */
function placeIn(outline: Outline, place: WritingPlace | null): WritingPlace | null {
  return scenesOf(outline).some(({ id }) => id === place?.sceneId) ? place : null;
}
