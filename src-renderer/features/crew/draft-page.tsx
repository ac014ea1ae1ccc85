import { Check, Columns2, MousePointer2, RotateCcw, Trash2, Undo2 } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DraftPiece } from '../../../src-shared/domain/draft.ts';
import type { DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useSay } from '../../words.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { acceptPieces, takeBack } from './accept-draft.ts';
import { useCrew, isUnderWay } from './crew-store.ts';
import { isTaken, selectedPieces, stretchesOf, wholeOf } from './draft-pieces.ts';
import { DraftPlaceHead } from './draft-place.tsx';
import { compareDraft, discardDraft, pointAt, restoreWording, useDraft, writeAgain } from './draft-store.ts';

type Blocks = DraftView['draft']['document']['content'];

/** A finished draft: part by part with its place, paragraph by paragraph to take, by button or by keys. */
export function DraftPage({ view }: { readonly view: DraftView }): ReactNode {
  const say = useSay();
  const page = useRef<HTMLDivElement>(null);
  const selected = useSelectedPieces(page);
  const { draft, parts } = view;
  const byId = new Map(draft.document.content.map((block) => [block.attrs.id, block]));
  return (
    <>
      <div className="draft-scroll" ref={page} onKeyDown={(event) => onKey(event, view)}>
        <p className="draft-hint">
          {say(draft.state === 'open' ? 'draft.hint' : `draft.state.${draft.state}`)}
        </p>
        {parts.map((part, at) => (
          <section
            key={part.blockIds[0] ?? at}
            className="draft-part"
            aria-label={say('draft.part', { number: at + 1 })}
          >
            <DraftPlaceHead view={view} part={part} number={at} />
            <div className="draft-text" role="list">
              {part.blockIds.flatMap((id) => {
                const block = byId.get(id);
                return block ? [<Paragraph key={id} block={block} view={view} />] : [];
              })}
            </div>
          </section>
        ))}
      </div>
      <JustTaken />
      {draft.state === 'open' && <DraftFoot view={view} selected={selected} />}
    </>
  );
}

/** What was taken last, and the way to take it back. */
function JustTaken(): ReactNode {
  const say = useSay();
  const taken = useDraft((state) => state.justTaken);
  if (taken === null) return null;
  return (
    <div className="draft-taken" role="status">
      <span>{say('draft.accepted', { count: taken.count })}</span>
      <Button variant="quiet" icon={Undo2} onPress={() => void takeBack(taken.actionId)}>
        {say('draft.undo')}
      </Button>
    </div>
  );
}

function Paragraph({ block, view }: { readonly block: Blocks[number]; readonly view: DraftView }): ReactNode {
  const say = useSay();
  const { id } = block.attrs;
  const { draft } = view;
  const isCurrent = useDraft((state) => state.current === id);
  const isInked = useDraft((state) => state.inked.includes(id));
  const isRewritten = useCrew((state) => isBeingRewritten(state.jobs, draft.id));
  const isAgain = useDraft((state) => state.again?.blockIds.includes(id) ?? false);
  const isGone = isTaken(block, draft.taken);
  const hasEarlier = draft.earlier.some(({ replacedBy }) => replacedBy.includes(id));
  const isOpen = draft.state === 'open' && !isGone;
  return (
    <div
      role="listitem"
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent}
      aria-busy={isAgain}
      onFocus={() => pointAt(id)}
      className={classNames('draft-block', isGone && 'draft-block-taken', isInked && 'draft-block-inked')}
      data-paragraph={id}
    >
      <p className="draft-words" data-block={id}>
        {stretchesOf(block, draft.taken).map(({ text, isTaken: isInk }, at) => (
          <span key={at} className={isInk ? 'draft-ink' : 'draft-pencil'}>
            {text}
          </span>
        ))}
      </p>
      <div className="draft-block-buttons">
        {isAgain && (
          <span className="draft-block-again">
            <Spinner label={say('job.running')} /> {say('draft.beingWritten')}
          </span>
        )}
        {isGone && (
          <span className="draft-block-done">
            <Check size={14} aria-hidden /> {say('draft.inManuscript')}
          </span>
        )}
        {isOpen && (
          <>
            <IconButton
              icon={Check}
              label={say('draft.accept')}
              shortcut="Enter"
              onPress={() => void acceptPieces({ pieces: [wholeOf(block)] })}
            />
            <IconButton
              icon={RotateCcw}
              label={say('draft.again')}
              shortcut="R"
              isDisabled={isRewritten}
              onPress={() => void writeAgain([id])}
            />
            {hasEarlier && (
              <IconButton icon={Undo2} label={say('draft.earlier')} onPress={() => void restoreWording(id)} />
            )}
          </>
        )}
      </div>
    </div>
  );
}

const isBeingRewritten = (jobs: ReturnType<typeof useCrew.getState>['jobs'], draftId: string): boolean =>
  jobs?.some((job) => job.target === 'draft' && isUnderWay(job) && draftId !== '') ?? false;

function DraftFoot({
  view,
  selected,
}: {
  readonly view: DraftView;
  readonly selected: readonly DraftPiece[];
}): ReactNode {
  const say = useSay();
  const isBusy = useDraft((state) => state.isBusy);
  const current = useDraft((state) => state.current);
  const hasCursor = useActiveEditor((state) => state.editor !== null);
  const block = view.draft.document.content.find(({ attrs }) => attrs.id === current);
  const pieces = selected.length > 0 ? selected : block ? [wholeOf(block)] : [];
  return (
    <footer className="draft-foot">
      <MenuButton
        label={say('draft.more')}
        placement="top start"
        button={<Button variant="quiet">{say('draft.more')}</Button>}
        entries={[
          { id: 'compare', label: say('draft.compare'), icon: Columns2, onAction: () => void compareDraft() },
          {
            id: 'cursor',
            label: say('draft.atCursor'),
            icon: MousePointer2,
            isDisabled: !hasCursor || pieces.length === 0,
            onAction: () => void acceptPieces({ pieces, isAtCursor: true }),
          },
          'rule',
          {
            id: 'discard',
            label: say('draft.discard'),
            icon: Trash2,
            isDanger: true,
            onAction: () => void discardDraft(),
          },
        ]}
      />
      {selected.length > 0 && (
        <Button isDisabled={isBusy} onPress={() => void acceptPieces({ pieces: selected })}>
          {say('draft.acceptSelection')}
        </Button>
      )}
      <Button
        variant="primary"
        icon={Check}
        isDisabled={isBusy}
        onPress={() => void acceptPieces({ pieces: 'all' })}
      >
        {say(view.draft.taken.length > 0 ? 'draft.acceptRest' : 'draft.acceptAll')}
      </Button>
    </footer>
  );
}

/** Arrows go from paragraph to paragraph, Enter accepts the current one, R writes it again. */
function onKey(event: KeyboardEvent<HTMLElement>, { draft, parts }: DraftView): void {
  const { key, target } = event;
  const { current } = useDraft.getState();
  if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
  if (target.dataset['paragraph'] === undefined) return;
  const ids = parts.flatMap(({ blockIds }) => blockIds);
  const at = current === null ? -1 : ids.indexOf(current);
  const block = draft.document.content.find(({ attrs }) => attrs.id === current);
  const isOpen = block && draft.state === 'open' && !isTaken(block, draft.taken);
  const next = nextIndex(key, at, ids.length);
  if (next !== null) focusBlock(event.currentTarget, ids[next]);
  else if (key === 'Enter' && isOpen)
    void acceptPieces({ pieces: [wholeOf(block)] }).then(() => focusNext(ids, at));
  else if (key.toLowerCase() === 'r' && isOpen) void writeAgain([block.attrs.id]);
  else return;
  event.preventDefault();
}

function nextIndex(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(count - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}

function focusBlock(page: Element, id: BlockId | undefined): void {
  if (id === undefined) return;
  pointAt(id);
  page.querySelector<HTMLElement>(`[data-paragraph="${CSS.escape(id)}"]`)?.focus();
}

function focusNext(ids: readonly BlockId[], at: number): void {
  const page = document.querySelector('.draft-scroll');
  if (page) focusBlock(page, ids[Math.min(ids.length - 1, at + 1)]);
}

/** What of the draft is selected on the page. */
function useSelectedPieces(page: { readonly current: HTMLElement | null }): readonly DraftPiece[] {
  const [pieces, setPieces] = useState<readonly DraftPiece[]>([]);
  useEffect(() => {
    const look = (): void => {
      const selection = document.getSelection();
      const isHere = page.current?.contains(selection?.anchorNode ?? null) ?? false;
      const found = page.current && isHere ? selectedPieces(page.current, selection) : [];
      setPieces((before) => (before.length === 0 && found.length === 0 ? before : found));
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [page]);
  return pieces;
}
