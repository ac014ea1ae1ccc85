import { useEffect, type ReactNode } from 'react';
import { followMentions } from './card-store.ts';
import { keepMentionNames } from './keep-mention-names.ts';
import { MentionCard } from './mention-card.tsx';
import './worldbook-commands.ts';

/** The card of a name in the text, and what keeps the names underlined. */
export function WorldbookOverlays(): ReactNode {
  useEffect(() => {
    const stops = [keepMentionNames(), followMentions()];
    return () => stops.forEach((stop) => stop());
  }, []);
  return <MentionCard />;
}
