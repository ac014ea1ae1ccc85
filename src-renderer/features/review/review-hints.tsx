import type { ReactNode } from 'react';
import { Kbd } from '../../ui/kbd.tsx';
import { useSay } from '../../words.ts';
import { reviewKeys } from './review-commands.ts';

/** The panel's keys, in one quiet line at its foot. */
export function ReviewHints(): ReactNode {
  const say = useSay();
  return (
    <footer className="review-hints" aria-label={say('review.keys')}>
      {reviewKeys.map(({ command, keys: [key = ''] }) => (
        <span key={command} className="review-hint">
          <Kbd shortcut={key} /> {say(`review.hint.${command.replace('review.', '')}`)}
        </span>
      ))}
    </footer>
  );
}
