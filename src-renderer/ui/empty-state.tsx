import type { ReactNode } from 'react';
import './empty-state.css';

/** What stands where there is nothing yet: one sentence and one action. */
export function EmptyState({
  text,
  action,
}: {
  readonly text: string;
  readonly action?: ReactNode;
}): ReactNode {
  return (
    <div className="empty-state">
      <p className="empty-state-text">{text}</p>
      {action}
    </div>
  );
}
