import { BookCheck, ListChecks, ScanText } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { PanelHead } from '../../ui/panel-head.tsx';
import { notifyError } from '../../ui/notices.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useSay } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { isShortcut } from '../commands/shortcuts.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { FindingList } from './finding-list.tsx';
import { MissingReviewer } from './missing-reviewer.tsx';
import { reviewKeys } from './review-commands.ts';
import { NovelFindings } from './novel-findings.tsx';
import { ReviewFilters } from './review-filters.tsx';
import { ReviewHints } from './review-hints.tsx';
import { ReviewProgress } from './review-progress.tsx';
import { draftText, showSceneReview, showView, useReview } from './review-store.ts';
import { StaleReview } from './stale-review.tsx';
import { WaiverList } from './waiver-list.tsx';
import { loadWaivers, useWaivers } from './waivers-store.ts';
import './review-watch.ts';
import './review-panel.css';

/** The review of the open scene's chapter, or of a draft: judgements, findings, patches, all by keyboard. */
export function ReviewPanel(): ReactNode {
  const say = useSay();
  const panel = useRef<HTMLElement>(null);
  const isDraft = useReview((state) => draftText(state) !== undefined);
  const view = useReview((state) => state.view);
  const novelId = useNovel((state) => state.novelId);
  const hasScene = useScene((state) => state.scene !== null);
  useFocusThatFollows(panel);
  useEffect(() => void loadWaivers().catch(notifyError), [novelId]);
  return (
    <section
      ref={panel}
      className="review"
      aria-label={say('review.title')}
      tabIndex={-1}
      onKeyDown={heedKey}
    >
      <PanelHead title={say(isDraft ? 'review.title-draft' : 'review.title')} onClose={() => showPanel(null)}>
        <RunButtons isDisabled={!hasScene} />
      </PanelHead>
      <MissingReviewer />
      <ReviewProgress />
      <ViewChoice />
      {view === 'findings' && <ReviewBody />}
      {view === 'novel' && <NovelFindings />}
      {view === 'waivers' && <WaiverList />}
    </section>
  );
}

/** The findings, the whole novel's, or what is intentional. */
function ViewChoice(): ReactNode {
  const say = useSay();
  const view = useReview((state) => state.view);
  const count = useWaivers((state) => state.waivers.length);
  return (
    <div className="review-views">
      <Segmented
        label={say('review.views')}
        value={view}
        onChange={showView}
        choices={[
          { id: 'findings', label: say('review.findings') },
          { id: 'novel', label: say('review.novel') },
          { id: 'waivers', label: say('review.waivers-count', { count }) },
        ]}
      />
    </div>
  );
}

function RunButtons({ isDisabled }: { readonly isDisabled: boolean }): ReactNode {
  const say = useSay();
  const isRunning = useReview((state) => state.running !== null);
  const run = (id: string) => () => void runCommand(id);
  return (
    <>
      <IconButton
        icon={ScanText}
        label={say('command.review.run-scene')}
        shortcut="F7"
        isDisabled={isDisabled || isRunning}
        onPress={run('review.run-scene')}
      />
      <IconButton
        icon={ListChecks}
        label={say('command.review.run-chapter')}
        shortcut="Shift+F7"
        isDisabled={isDisabled || isRunning}
        onPress={run('review.run-chapter')}
      />
      <IconButton
        icon={BookCheck}
        label={say('command.review.run-novel')}
        isDisabled={isRunning}
        onPress={run('review.run-novel')}
      />
    </>
  );
}

function ReviewBody(): ReactNode {
  const say = useSay();
  const hasText = useReview((state) => state.texts.length > 0);
  const isDraft = useReview((state) => draftText(state) !== undefined);
  const isQuiet = useReview((state) => !state.isLoading && state.running === null);
  const hasScene = useScene((state) => state.scene !== null);
  if (!hasText) return isQuiet && <NothingReviewed hasScene={hasScene} />;
  return (
    <>
      {isDraft && hasScene && (
        <div className="review-back">
          <Button variant="quiet" onPress={() => void showSceneReview()}>
            {say('review.back-to-scene')}
          </Button>
        </div>
      )}
      <StaleReview />
      <ReviewFilters />
      <FindingList />
      <ReviewHints />
    </>
  );
}

function NothingReviewed({ hasScene }: { readonly hasScene: boolean }): ReactNode {
  const say = useSay();
  if (!hasScene) return <EmptyState text={say('review.no-scene')} />;
  const run = (): void => void runCommand('review.run-scene');
  return (
    <EmptyState
      text={say('review.none')}
      action={
        <Button variant="primary" onPress={run}>
          {say('command.review.run-scene')}
        </Button>
      }
    />
  );
}

/** What the keys do beside the list of what is intentional too. */
const alwaysKeys: ReadonlySet<string> = new Set(['review.undo', 'review.leave']);

/** The panel's own keys; what is typed into a field, and what a list or a menu heeds itself, is left alone. */
function heedKey(event: KeyboardEvent): void {
  const { target } = event;
  const isElsewhere = !(target instanceof HTMLElement) || target.closest('input, textarea, [role="listbox"]');
  const isButton = target instanceof HTMLElement && target.closest('button:not(.finding-head), a') !== null;
  if (isElsewhere || event.defaultPrevented) return;
  const isForFindings = useReview.getState().view === 'findings';
  const own = reviewKeys
    .filter(({ command }) => isForFindings || alwaysKeys.has(command))
    .find(({ keys }) => keys.some((key) => isShortcut(event.nativeEvent, key)));
  if (!own || (isButton && (event.key === 'Enter' || event.key.startsWith('Arrow')))) return;
  if (runCommand(own.command)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The focus stays with the opened finding, also when the one that had it has left the list. */
function useFocusThatFollows(panel: { readonly current: HTMLElement | null }): void {
  const current = useReview((state) => state.current);
  const editing = useReview((state) => state.editing);
  const isIn = useRef(false);
  useEffect(() => {
    const section = panel.current;
    const enter = (): void => void (isIn.current = true);
    const leave = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget instanceof Node && !section?.contains(relatedTarget)) isIn.current = false;
    };
    section?.addEventListener('focusin', enter);
    section?.addEventListener('focusout', leave);
    return () => {
      section?.removeEventListener('focusin', enter);
      section?.removeEventListener('focusout', leave);
    };
  }, [panel]);
  useEffect(() => {
    const { activeElement } = document;
    const isHere = activeElement === document.body || panel.current?.contains(activeElement);
    const head = panel.current?.querySelector<HTMLElement>('.finding-opened .finding-head');
    head?.closest('.finding')?.scrollIntoView({ block: 'nearest' });
    if (isIn.current && isHere && editing === null) (head ?? panel.current)?.focus({ preventScroll: true });
  }, [panel, current, editing]);
}
