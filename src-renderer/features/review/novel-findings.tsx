import { useEffect, type ReactNode } from 'react';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, type Chapter } from '../../../src-shared/domain/novel.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { openScene, useScene } from '../manuscript/scene-store.ts';
import { countNovel, useNovelReview } from './novel-review.ts';
import { foldScene, showView, useReview } from './review-store.ts';
import { useSceneName } from './scene-name.ts';
import './novel-findings.css';

type Counts = ReadonlyMap<SceneId, number>;

/** What waits in the whole novel, chapter by chapter; a scene's line leads to its findings. */
export function NovelFindings(): ReactNode {
  const say = useSay();
  const counts = useNovelReview((state) => state.counts);
  const outline = useNovel((state) => state.outline);
  const isRunning = useReview((state) => state.running !== null);
  useEffect(() => void countNovel(), []);
  if (counts === null || outline === null) return null;
  const chapters = chaptersOf(outline).filter(({ scenes }) => scenes.some(({ id }) => counts.has(id)));
  if (chapters.length === 0)
    return (
      !isRunning && (
        <EmptyState
          text={say('review.novel-none')}
          action={
            <Button variant="primary" onPress={() => void runCommand('review.run-novel')}>
              {say('command.review.run-novel')}
            </Button>
          }
        />
      )
    );
  return (
    <div className="novel-findings">
      {chapters.map((chapter) => (
        <ChapterCounts key={chapter.id} chapter={chapter} counts={counts} />
      ))}
    </div>
  );
}

function ChapterCounts({
  chapter: { number, title, scenes },
  counts,
}: {
  readonly chapter: Chapter;
  readonly counts: Counts;
}): ReactNode {
  const say = useSay();
  const name = say('review.novel-chapter', { number, title });
  const reviewed = scenes.filter(({ id }) => counts.has(id));
  const open = reviewed.reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
  return (
    <section aria-label={name}>
      <h3 className="novel-findings-chapter">
        <span className="novel-findings-name">{name}</span>
        <span className="novel-findings-count">{say('review.open-count', { count: open })}</span>
      </h3>
      <ul className="novel-findings-list">
        {reviewed.map(({ id }) => (
          <SceneCount key={id} sceneId={id} open={counts.get(id) ?? 0} />
        ))}
      </ul>
    </section>
  );
}

function SceneCount({ sceneId, open }: { readonly sceneId: SceneId; readonly open: number }): ReactNode {
  const say = useSay();
  const name = useSceneName(sceneId);
  const isOpenScene = useScene((state) => state.scene?.id === sceneId);
  const show = async (): Promise<void> => {
    await openScene(sceneId);
    showView('findings');
    foldScene(sceneId, true);
  };
  return (
    <li>
      <button
        type="button"
        className="novel-findings-scene"
        aria-current={isOpenScene ? 'true' : undefined}
        onClick={() => void show()}
      >
        <span className="novel-findings-name">{name}</span>
        <span className="novel-findings-count">{say('review.open-count', { count: open })}</span>
      </button>
    </li>
  );
}
