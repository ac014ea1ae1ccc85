import { ChevronRight } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { ReviewedText } from '../../../src-shared/domain/reviewed-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { useSay } from '../../words.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { countOpen } from './listed-findings.ts';
import { foldScene, useReview } from './review-store.ts';
import { useSceneName } from './scene-name.ts';

interface SceneGroupProps {
  readonly sceneId: SceneId;
  readonly text: ReviewedText;
  readonly children: ReactNode;
}

/** One scene of the review with its count, folded away unless it is the open one or the writer unfolds it. */
export function SceneGroup({ sceneId, text, children }: SceneGroupProps): ReactNode {
  const say = useSay();
  const body = useId();
  const name = useSceneName(sceneId);
  const isOpenScene = useScene((state) => state.scene?.id === sceneId);
  const isUnfolded = useReview((state) => state.folds.get(sceneId) ?? isOpenScene);
  return (
    <section className="review-scene" aria-label={name ?? ''}>
      <h3 className="review-scene-head">
        <button
          type="button"
          className="review-scene-button"
          aria-expanded={isUnfolded}
          aria-controls={body}
          aria-current={isOpenScene ? 'true' : undefined}
          onClick={() => foldScene(sceneId, !isUnfolded)}
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={classNames('review-scene-sign', isUnfolded && 'review-scene-sign-open')}
          />
          <span className="review-scene-name">{name}</span>
          <span className="review-scene-open">{say('review.open-count', { count: countOpen(text) })}</span>
        </button>
      </h3>
      <div id={body} hidden={!isUnfolded}>
        {isUnfolded && children}
      </div>
    </section>
  );
}
