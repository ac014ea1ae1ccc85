import { create } from 'zustand';
import type { EntryId } from '../../../src-shared/domain/ids.ts';
import type { LoreDetails } from '../../../src-shared/domain/lore-summary.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { mentionAtCursor, onMentionHover, onMentionKey, type MentionHit } from '../../editor/mentions.ts';
import { openNovelId } from '../library/novel-store.ts';

interface OpenCard {
  readonly entryIds: readonly EntryId[];
  /** The name it belongs to, and stands beside. */
  readonly element: HTMLElement;
  /** Asked for by key: the focus goes into it, and back to the text when it closes. */
  readonly isByKey: boolean;
  /** Null while they are read. */
  readonly entries: readonly LoreDetails[] | null;
}

/** The card of the name the pointer rests on, or the cursor stands in. */
export const useCard = create<{ readonly card: OpenCard | null }>()(() => ({ card: null }));

const openMs = 400;
const closeMs = 250;
let timer: ReturnType<typeof setTimeout> | undefined;
let waitingFor: HTMLElement | null = null;

/** Follows the pointer over the text. The answer ends it. */
export function followMentions(): () => void {
  onMentionHover(hover);
  onMentionKey((hit) => void open(hit, true));
  const stop = useActiveEditor.subscribe(({ sceneId }, before) => {
    if (sceneId !== before.sceneId) closeCard();
  });
  return () => {
    onMentionHover(() => undefined);
    onMentionKey(() => undefined);
    stop();
  };
}

/** The pointer came to a name, or left it: a card opens after a moment, and closes after one. */
function hover(hit: MentionHit | null): void {
  const { card } = useCard.getState();
  if (card?.isByKey) return;
  if (!hit) {
    waitingFor = null;
    return card ? leaveCard() : clearTimeout(timer);
  }
  if (hit.element === card?.element) return keepCard();
  if (hit.element === waitingFor) return;
  clearTimeout(timer);
  waitingFor = hit.element;
  timer = setTimeout(() => void open(hit, false), openMs);
}

/** The pointer is on the card: it stays. */
export function keepCard(): void {
  clearTimeout(timer);
}

/** The pointer left: it closes after a moment, in which the pointer may come back. */
export function leaveCard(): void {
  clearTimeout(timer);
  timer = setTimeout(closeCard, closeMs);
}

/** Opens the card of the name at the cursor. Answers false where it stands on none. */
export function openCardAtCursor(): boolean {
  const hit = hitAtCursor();
  if (hit) void open(hit, true);
  return hit !== null;
}

/** The name at the cursor of the open scene; null where it stands on none. */
export function hitAtCursor(): MentionHit | null {
  const { editor } = useActiveEditor.getState();
  return editor && mentionAtCursor(editor.view);
}

/** Closes the card; a focus that was in it goes back to the text. */
export function closeCard(): void {
  clearTimeout(timer);
  waitingFor = null;
  const { card } = useCard.getState();
  useCard.setState({ card: null });
  if (card?.isByKey) useActiveEditor.getState().editor?.view.focus();
}

async function open({ entryIds, element }: MentionHit, isByKey: boolean): Promise<void> {
  clearTimeout(timer);
  waitingFor = null;
  if (!element.isConnected) return;
  const card: OpenCard = { entryIds, element, isByKey, entries: null };
  useCard.setState({ card });
  const novelId = openNovelId();
  const entries = await Promise.all(
    entryIds.map((id) => api.request('lore.get', { novelId, id }).catch(() => null)), // deleted meanwhile
  );
  if (useCard.getState().card !== card) return;
  const there = entries.filter((entry) => entry !== null);
  if (there.length === 0) closeCard();
  else useCard.setState({ card: { ...card, entries: there } });
}
