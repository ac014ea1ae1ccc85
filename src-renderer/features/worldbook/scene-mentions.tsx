import { useEffect, useState, type ReactNode } from 'react';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreScene } from '../../../src-shared/domain/lore-summary.ts';
import { api } from '../../api.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { sayError, useSay } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { openScene } from '../manuscript/scene-store.ts';

interface Found {
  readonly scenes: readonly LoreScene[] | null;
  readonly error: unknown;
}

/** The scenes that name the entry, looked up anew when its names may have changed. */
export function SceneMentions({
  id,
  revision,
}: {
  readonly id: EntryId;
  readonly revision: number;
}): ReactNode {
  const say = useSay();
  const [{ scenes, error }, setFound] = useState<Found>({ scenes: null, error: null });
  useEffect(() => {
    let isCurrent = true;
    api.request('lore.findScenes', { novelId: openNovelId(), id }).then(
      (found) => isCurrent && setFound({ scenes: found, error: null }),
      (thrown: unknown) => isCurrent && setFound({ scenes: [], error: thrown }),
    );
    return () => {
      isCurrent = false;
    };
  }, [id, revision]);
  return (
    <section className="scene-mentions" aria-label={say('worldbook.mentionedIn')}>
      <h3 className="form-part-title">{say('worldbook.mentionedIn')}</h3>
      {error ? <p className="worldbook-error">{sayError(error)}</p> : null}
      {!scenes && <Spinner label={say('worldbook.searching')} />}
      {scenes?.length === 0 && !error && (
        <p className="worldbook-note">{say('worldbook.mentionedNowhere')}</p>
      )}
      <ul>
        {scenes?.map((scene) => (
          <li key={scene.sceneId}>
            <button type="button" className="scene-mention" onClick={() => void openScene(scene.sceneId)}>
              <span className="scene-mention-title">
                <span>{say('worldbook.sceneOf', { chapter: scene.chapterNumber, title: scene.title })}</span>
                <span className="scene-mention-count">{say('worldbook.times', { count: scene.count })}</span>
              </span>
              <span className="scene-mention-words">
                {scene.excerpt.slice(0, scene.start)}
                <mark>{scene.excerpt.slice(scene.start, scene.end)}</mark>
                {scene.excerpt.slice(scene.end)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
