import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useSay } from '../../words.ts';
import { cancelReview } from './review-run.ts';
import { useReview } from './review-store.ts';

/** How far the review under way has come, and the way to end it. */
export function ReviewProgress(): ReactNode {
  const say = useSay();
  const running = useReview((state) => state.running);
  if (running === null) return null;
  const { agent, fraction, step } = running.progress;
  const chapter = /^chapter (\d+)\//.exec(step ?? '')?.[1];
  const reading = { agent: agent?.replace('-reviewer', '') ?? '', chapter: Number(chapter) };
  const label =
    agent === null
      ? say('review.waiting')
      : say(chapter === undefined ? 'review.reading' : 'review.reading-chapter', reading);
  return (
    <div className="review-progress" role="status">
      <ProgressBar label={label} value={fraction === 0 ? null : fraction} />
      <Button variant="quiet" onPress={() => void cancelReview()}>
        {say('review.cancel')}
      </Button>
    </div>
  );
}
