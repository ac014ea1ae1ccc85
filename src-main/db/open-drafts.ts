import type { DraftSummary } from '../../src-shared/domain/draft-view.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import { countWords } from '../../src-shared/text/words.ts';
import { read, type Db } from './connection.ts';
import { getDraft } from './drafts.ts';
import { getNovel } from './novels.ts';
import type { DraftId } from '../../src-shared/domain/ids.ts';

/** Every open draft of the novel, the newest first. */
export function listOpenDrafts(db: Db): readonly DraftSummary[] {
  return read(db, () => {
    const { language } = getNovel(db);
    return db
      .prepare<[], { id: DraftId }>(
        `SELECT id FROM draft WHERE state = 'open' ORDER BY created_at DESC, id DESC`,
      )
      .all()
      .map(({ id: draftId }) => {
        const { id, jobId, chapterId, target, createdAt, state, document } = getDraft(db, draftId);
        return {
          id,
          jobId,
          chapterId,
          target,
          createdAt,
          state,
          words: countWords(textOfDocument(document), language),
        };
      });
  });
}
