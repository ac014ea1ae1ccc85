import {
  useEffect,
  useLayoutEffect,
  useRef,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { LoreDetails } from '../../../src-shared/domain/lore-summary.ts';
import { progressionsAt } from '../../../src-shared/domain/progressions-at.ts';
import { withoutLinks } from '../../../src-shared/text/lore-text.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { closeCard, keepCard, leaveCard, useCard } from './card-store.ts';
import { openEntry } from './entry-store.ts';
import { kindIcons } from './kinds.ts';
import './mention-card.css';

const gap = 6;
const edge = 8;

/** What the worldbook knows of a name in the text, beside that name. */
export function MentionCard(): ReactNode {
  const say = useSay();
  const card = useCard((state) => state.card);
  const box = useRef<HTMLDivElement>(null);
  usePlace(box, card?.element ?? null, card?.entries ?? null);
  useEffect(() => {
    if (card?.isByKey && card.entries) box.current?.querySelector('button')?.focus();
  }, [card?.isByKey, card?.entries]);
  useEscape(card !== null);
  if (!card?.entries) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab' || !card.isByKey) return;
    keepFocusInside(event, box.current);
  };
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={say('worldbook.card', { title: card.entries.map(({ title }) => title).join(', ') })}
      className="mention-card"
      onMouseEnter={keepCard}
      onMouseLeave={() => card.isByKey || leaveCard()}
      onKeyDown={onKeyDown}
    >
      {card.entries.map((entry) => (
        <EntryCard key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function EntryCard({ entry }: { readonly entry: LoreDetails }): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const sceneId = useActiveEditor((state) => state.sceneId);
  const Icon = kindIcons[entry.kind];
  const now = outline ? progressionsAt(entry.progressions, outline, sceneId) : [];
  const facts = Object.entries(entry.attributes).slice(0, 6);
  const ties = entry.relations.toSorted((a, b) => b.strength - a.strength).slice(0, 4);
  return (
    <section className="mention-card-entry">
      <h3 className="mention-card-title">{entry.title}</h3>
      <p className="mention-card-kind">
        <Icon size={13} strokeWidth={1.75} aria-hidden /> {say(`kind.${entry.kind}`)}
        {entry.aliases.length > 0 && ` · ${entry.aliases.slice(0, 4).join(', ')}`}
      </p>
      {entry.body.trim() !== '' && <p className="mention-card-text">{shortened(entry.body)}</p>}
      {now.map(({ text }, at) => (
        <p key={at} className="mention-card-now">
          <strong>{say('worldbook.now')}</strong> {text}
        </p>
      ))}
      {facts.length > 0 && (
        <dl className="mention-card-facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {ties.length > 0 && (
        <ul className="mention-card-ties">
          {ties.map(({ type, toTitle }, at) => (
            <li key={at}>{say('worldbook.tie', { type, title: toTitle })}</li>
          ))}
        </ul>
      )}
      <Button
        variant="quiet"
        onPress={() => {
          closeCard();
          void openEntry(entry.id);
        }}
      >
        {say('worldbook.openEntry')}
      </Button>
    </section>
  );
}

const longest = 280;

/** The first words of an entry's text, without Markdown's signs. */
function shortened(body: string): string {
  const text = withoutLinks(body)
    .replace(/^#{1,6}\s+|[*_`>]/gmu, '')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text.length <= longest) return text;
  const cut = text.slice(0, longest);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longest - 30))}…`;
}

/** Puts the card under its name, or above it where there is more room. */
function usePlace(
  box: RefObject<HTMLDivElement | null>,
  element: HTMLElement | null,
  entries: readonly LoreDetails[] | null,
): void {
  useLayoutEffect(() => {
    const { current } = box;
    if (!current || !element || !entries) return;
    const name = element.getBoundingClientRect();
    const { width, height } = current.getBoundingClientRect();
    const isBelow = name.bottom + gap + height + edge <= innerHeight || name.top < innerHeight - name.bottom;
    const top = isBelow ? name.bottom + gap : name.top - gap - height;
    current.style.left = `${Math.max(edge, Math.min(name.left, innerWidth - width - edge))}px`;
    current.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`;
  }, [box, element, entries]);
}

/** Escape closes it wherever the focus is; so does scrolling, which would leave it behind. */
function useEscape(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      closeCard();
    };
    const onScroll = (event: Event): void => {
      const isInside = event.target instanceof Element && event.target.closest('.mention-card');
      if (!isInside) closeCard();
    };
    addEventListener('keydown', onKey, true);
    addEventListener('scroll', onScroll, true);
    return () => {
      removeEventListener('keydown', onKey, true);
      removeEventListener('scroll', onScroll, true);
    };
  }, [isOpen]);
}

function keepFocusInside(event: KeyboardEvent, box: HTMLElement | null): void {
  const buttons = [...(box?.querySelectorAll<HTMLElement>('button') ?? [])];
  const [first, last] = [buttons[0], buttons.at(-1)];
  const from = event.shiftKey ? first : last;
  if (document.activeElement !== from) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
