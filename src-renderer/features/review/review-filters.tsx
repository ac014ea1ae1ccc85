import type { ReactNode } from 'react';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { filterFindings, useReview } from './review-store.ts';

const severities = ['all', 'error', 'warning', 'note'] as const;
const states = ['open', 'accepted', 'rejected', 'waived', 'all'] as const;

/** Which findings are listed: how grave, and what became of them. */
export function ReviewFilters(): ReactNode {
  const say = useSay();
  const severity = useReview((state) => state.filter.severity);
  const state = useReview((store) => store.filter.state);
  return (
    <div className="review-filters">
      <Select
        label={say('review.filter-severity')}
        isLabelHidden
        value={severity}
        onChange={(chosen) => filterFindings({ severity: chosen })}
        choices={severities.map((id) => ({ id, label: say(`review.severity.${id}`) }))}
      />
      <Select
        label={say('review.filter-state')}
        isLabelHidden
        value={state}
        onChange={(chosen) => filterFindings({ state: chosen })}
        choices={states.map((id) => ({ id, label: say(`review.state.${id}`) }))}
      />
    </div>
  );
}
