import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { draftText, textOfScene, useReview } from './review-store.ts';

/** Says when the open scene is not the one that was reviewed, or was not reviewed at all, and offers to look at it. */
export function StaleReview(): ReactNode {
  const say = useSay();
  const sceneId = useScene((state) => state.scene?.id);
  const count = useReview((state) => (draftText(state) ?? textOfScene(sceneId, state))?.changedParagraphs);
  const isRunning = useReview((state) => state.running !== null);
  if (count === 0 || sceneId === undefined) return null;
  return (
    <div className="review-stale" role="status">
      <span>{count === undefined ? say('review.none') : say('review.stale', { count })}</span>
      <Button isDisabled={isRunning} onPress={() => void runCommand('review.run-scene')}>
        {say(count === undefined ? 'command.review.run-scene' : 'review.run-again')}
      </Button>
    </div>
  );
}
