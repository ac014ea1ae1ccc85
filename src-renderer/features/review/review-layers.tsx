import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { Layer } from '../../../src-shared/domain/qa.ts';
import type { ReviewedText } from '../../../src-shared/domain/reviewed-text.ts';
import { useSay } from '../../words.ts';
import type { LayerGroup } from './listed-findings.ts';
import { ReviewJudges } from './review-judges.tsx';
import { filterFindings, useReview } from './review-store.ts';

interface ReviewLayersProps {
  readonly layers: ReviewedText['layers'];
  readonly groups: readonly LayerGroup[];
}

/** The four layers of a text with their scores; pressing one lists its findings alone. */
export function ReviewLayers({ layers, groups }: ReviewLayersProps): ReactNode {
  const chosen = useReview((state) => state.filter.layer);
  return (
    <div className="review-layers">
      {layers.map(({ layer, score }) => (
        <LayerRow
          key={layer}
          layer={layer}
          score={score}
          open={groups.find((group) => group.layer === layer)?.open ?? 0}
          isChosen={chosen === layer}
        />
      ))}
      <ReviewJudges layers={layers} />
    </div>
  );
}

interface LayerRowProps extends Pick<ReviewedText['layers'][number], 'score'> {
  readonly layer: Layer;
  readonly open: number;
  readonly isChosen: boolean;
}

function LayerRow({ layer, score, open, isChosen }: LayerRowProps): ReactNode {
  const say = useSay();
  return (
    <ToggleButton
      className="review-layer"
      isSelected={isChosen}
      onChange={(is) => filterFindings({ layer: is ? layer : 'all' })}
    >
      <span className={`review-layer-name suggestion suggestion-${layer}`}>{say(`layer.${layer}`)}</span>
      <span className="review-layer-open">{say('review.open-count', { count: open })}</span>
      {score === null ? (
        <span className="review-layer-none">{say('review.not-evaluated')}</span>
      ) : (
        <span className="review-layer-score">{say('review.score', { score: Math.round(score) })}</span>
      )}
    </ToggleButton>
  );
}
