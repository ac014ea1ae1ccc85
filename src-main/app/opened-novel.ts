import type { OpenedNovel } from '../../src-shared/domain/library.ts';
import { toWireError } from '../../src-shared/errors.ts';
import { getOutline } from '../db/outline.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import type { App } from './app.ts';
import { readWritingPlace } from './writing-place.ts';

/** The open novel as the window's first drawing needs it. */
export function describeOpened({ db }: Pick<App, 'db'>, session: NovelSession): OpenedNovel {
  const { novel } = session;
  return {
    novelId: novel.id,
    path: novel.path,
    outline: getOutline(session.db),
    folder: { kind: novel.place.kind, name: 'name' in novel.place ? novel.place.name : null },
    place: readWritingPlace(db, novel.id),
    notices: novel.notices.map(toWireError),
  };
}
