import { useEffect, useState, type ReactNode } from 'react';
import type { DraftSummary } from '../../../src-shared/domain/draft-view.ts';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay, useWords } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { useCrew } from './crew-store.ts';
import { showDraft } from './draft-store.ts';

/** The drafts of chapters that wait for the writer. */
export function OpenDrafts(): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const novelId = useNovel((state) => state.novelId);
  const outline = useNovel((state) => state.outline);
  const jobs = useCrew((state) => state.jobs);
  const [drafts, setDrafts] = useState<readonly DraftSummary[]>([]);
  useEffect(() => {
    if (novelId === null) return;
    let isWanted = true;
    api
      .request('drafts.list', { novelId })
      .then((found) => isWanted && setDrafts(found.filter(({ target }) => target === null)))
      .catch(notifyError);
    return () => void (isWanted = false);
  }, [novelId, jobs]);
  if (drafts.length === 0) return null;
  const chapters = outline ? chaptersOf(outline) : [];
  return (
    <section className="open-drafts" aria-label={say('draft.waiting')}>
      <h3 className="open-drafts-head">{say('draft.waiting')}</h3>
      {drafts.map(({ id, chapterId, createdAt, words }) => {
        const chapter = chapters.find((one) => one.id === chapterId);
        const values = { number: chapter?.number ?? 0, title: chapter?.title ?? '' };
        return (
          <Button key={id} variant="quiet" className="open-drafts-item" onPress={() => void showDraft(id)}>
            <span>
              {say(values.title === '' ? 'generate.chapterNumber' : 'generate.chapterTitle', values)}
            </span>
            <span className="open-drafts-note">
              {say('draft.wordsOn', {
                words,
                date: new Date(createdAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </span>
          </Button>
        );
      })}
    </section>
  );
}
