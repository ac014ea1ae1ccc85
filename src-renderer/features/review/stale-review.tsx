import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useReview } from './review-store.ts';

/** Says when the text is not the one that was reviewed, and offers to look again. */
export function StaleReview(): ReactNode {
  const say = useSay();
  const count = useReview((state) => state.text?.changedParagraphs ?? 0);
  const isRunning = useReview((state) => state.running !== null);
  if (count === 0) return null;
  return (
    <div className="review-stale" role="status">
      <span>{say('review.stale', { count })}</span>
      <Button isDisabled={isRunning} onPress={() => void runCommand('review.run-scene')}>
        {say('review.run-again')}
      </Button>
    </div>
  );
}
