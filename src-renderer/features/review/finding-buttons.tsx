import type { ReactNode } from 'react';
import { findingState, openPatch, type ReviewedFinding } from '../../../src-shared/domain/reviewed-text.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { countTextsOfRule } from './listed-findings.ts';
import { acceptFinding, acceptRuleOf, rejectFinding, reopenFinding, waiveFinding } from './review-actions.ts';
import { editPatch, useReview } from './review-store.ts';

interface FindingButtonsProps {
  readonly finding: ReviewedFinding;
  readonly inRule: number;
  readonly isLost: boolean;
}

/** What the writer can do with the opened finding. */
export function FindingButtons({ finding, inRule, isLost }: FindingButtonsProps): ReactNode {
  const isEditing = useReview((state) => state.editing === finding.id);
  if (isEditing) return null;
  return findingState(finding) === 'open' ? (
    <OpenButtons finding={finding} inRule={inRule} isLost={isLost} />
  ) : (
    <DecidedButtons finding={finding} />
  );
}

function OpenButtons({ finding, inRule, isLost }: FindingButtonsProps): ReactNode {
  const say = useSay();
  const { id, rule } = finding;
  const scenes = useReview(({ texts }) => countTextsOfRule(texts, rule));
  const patch = isLost ? undefined : openPatch(finding);
  return (
    <div className="finding-buttons">
      {patch && (
        <>
          <Button variant="primary" onPress={() => void acceptFinding(id)}>
            {say('review.accept')}
          </Button>
          <Button onPress={() => editPatch(id)}>{say('review.edit')}</Button>
        </>
      )}
      <Button onPress={() => void rejectFinding(id)}>{say(patch ? 'review.reject' : 'review.seen')}</Button>
      <Button variant="quiet" onPress={() => void waiveFinding(id)}>
        {say('review.waive')}
      </Button>
      {patch && inRule > 1 && (
        <Button variant="quiet" onPress={() => void acceptRuleOf(id)}>
          {say('review.accept-rule')}
        </Button>
      )}
      {patch && scenes > 1 && (
        <Button variant="quiet" onPress={() => void acceptRuleOf(id, 'everywhere')}>
          {say('review.accept-rule-everywhere', { count: scenes })}
        </Button>
      )}
    </div>
  );
}

function DecidedButtons({ finding }: { readonly finding: ReviewedFinding }): ReactNode {
  const say = useSay();
  const state = findingState(finding);
  return (
    <div className="finding-buttons">
      <span className="finding-decided">{say(`review.state.${state}`)}</span>
      <Button onPress={() => void reopenFinding(finding.id)}>
        {say(state === 'accepted' ? 'review.take-back' : 'review.reopen')}
      </Button>
    </div>
  );
}
