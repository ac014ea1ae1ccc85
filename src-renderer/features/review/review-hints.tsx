import type { ReactNode } from 'react';
import { Kbd } from '../../ui/kbd.tsx';
import { useSay } from '../../words.ts';

const hints = [
  { id: 'accept', keys: ['A'] },
  { id: 'reject', keys: ['X'] },
  { id: 'edit', keys: ['E'] },
  { id: 'step', keys: ['J', 'K'] },
  { id: 'accept-rule', keys: ['Shift+A'] },
  { id: 'waive', keys: ['I'] },
  { id: 'undo', keys: ['U'] },
  { id: 'show-in-text', keys: ['G'] },
  { id: 'leave', keys: ['Escape'] },
] as const;

/** The panel's keys, in a quiet line at its foot. */
export function ReviewHints(): ReactNode {
  const say = useSay();
  return (
    <footer className="review-hints" aria-label={say('review.keys')}>
      {hints.map(({ id, keys }) => (
        <span key={id} className="review-hint">
          {keys.map((key) => (
            <Kbd key={key} shortcut={key} />
          ))}{' '}
          {say(`review.hint.${id}`)}
        </span>
      ))}
    </footer>
  );
}
