import { findingState, openPatch } from '../../../src-shared/domain/reviewed-text.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { notifyError } from '../../ui/notices.ts';
import { registerCommands, type Command } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { showPanel, usePanels } from '../shell/panel-store.ts';
import { goToFinding } from './go-to-passage.ts';
import { listFindings } from './listed-findings.ts';
import {
  acceptFinding,
  acceptRuleOf,
  rejectFinding,
  reopenFinding,
  stepFinding,
  undoDeed,
  waiveFinding,
} from './review-actions.ts';
import { runReview } from './review-run.ts';
import { editPatch, findingOf, reviewShown, showView, useReview } from './review-store.ts';
import { loadWaivers } from './waivers-store.ts';

/** A command of the panel and the keys it has there; they work only where the focus is in the panel. */
export interface ReviewKey {
  readonly command: string;
  readonly keys: readonly string[];
}

/** The panel's own keys, in the order of its hint. */
export const reviewKeys: readonly ReviewKey[] = [
  { command: 'review.accept', keys: ['A', 'Enter'] },
  { command: 'review.reject', keys: ['X'] },
  { command: 'review.edit', keys: ['E'] },
  { command: 'review.next', keys: ['J', 'ArrowDown'] },
  { command: 'review.previous', keys: ['K', 'ArrowUp'] },
  { command: 'review.accept-rule', keys: ['Shift+A'] },
  { command: 'review.accept-rule-everywhere', keys: ['Mod+Shift+A'] },
  { command: 'review.waive', keys: ['I'] },
  { command: 'review.undo', keys: ['U', 'Mod+Z'] },
  { command: 'review.show-in-text', keys: ['G'] },
  { command: 'review.leave', keys: ['Escape'] },
];

const opened = () => findingOf(useReview.getState().current);
const isOpen = (): boolean => {
  const finding = opened();
  return finding !== undefined && findingState(finding) === 'open';
};
const hasPatch = (): boolean => {
  const finding = opened();
  return isOpen() && finding !== undefined && openPatch(finding) !== undefined;
};
const hasList = (): boolean => {
  const { texts, filter } = useReview.getState();
  const isHere = usePanels.getState().panel === 'review';
  return isHere ? listFindings(texts, filter).length > 0 : useScene.getState().scene !== null;
};
const onOpened = (run: (id: NonNullable<ReturnType<typeof opened>>['id']) => void | Promise<void>) => () => {
  const finding = opened();
  return finding && run(finding.id);
};

/** Goes to the next finding or the one before with the focus in the panel, which is opened where it is not. */
async function step(by: 1 | -1): Promise<void> {
  if (usePanels.getState().panel !== 'review') {
    showPanel('review');
    await reviewShown();
  }
  await stepFinding(by);
}

/** Shows what is intentional, with the focus on the newest of it. */
async function showWaivers(): Promise<void> {
  showPanel('review');
  showView('waivers');
  await loadWaivers().catch(notifyError);
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>('.waiver-take-back');
    (first ?? document.querySelector<HTMLElement>('.review'))?.focus();
  });
}

function leave(): void {
  useActiveEditor.getState().editor?.view.focus();
}

const commands: readonly Command[] = [
  {
    id: 'review.run-scene',
    shortcut: 'F7',
    isEnabled: () => useScene.getState().scene !== null,
    run: () => runReview({ what: 'scene' }),
  },
  {
    id: 'review.run-chapter',
    shortcut: 'Shift+F7',
    isEnabled: () => useScene.getState().scene !== null,
    run: () => runReview({ what: 'chapter' }),
  },
  {
    id: 'review.run-novel',
    isEnabled: () => useNovel.getState().novelId !== null && useReview.getState().running === null,
    run: () => runReview({ what: 'novel' }),
  },
  { id: 'review.next', shortcut: 'F8', isEnabled: hasList, run: () => step(1) },
  { id: 'review.previous', shortcut: 'Shift+F8', isEnabled: hasList, run: () => step(-1) },
  { id: 'review.accept', isEnabled: hasPatch, run: onOpened((id) => acceptFinding(id)) },
  { id: 'review.reject', isEnabled: isOpen, run: onOpened(rejectFinding) },
  { id: 'review.edit', isEnabled: hasPatch, run: onOpened(editPatch) },
  { id: 'review.accept-rule', isEnabled: hasPatch, run: onOpened((id) => acceptRuleOf(id)) },
  {
    id: 'review.accept-rule-everywhere',
    isEnabled: () => hasPatch() && useReview.getState().texts.length > 1,
    run: onOpened((id) => acceptRuleOf(id, 'everywhere')),
  },
  { id: 'review.waive', isEnabled: isOpen, run: onOpened(waiveFinding) },
  {
    id: 'review.reopen',
    isEnabled: () => opened() !== undefined && !isOpen(),
    run: onOpened(reopenFinding),
  },
  { id: 'review.undo', isEnabled: () => useReview.getState().deeds.length > 0, run: undoDeed },
  {
    id: 'review.show-in-text',
    isEnabled: () => opened()?.anchor?.target.kind === 'scene',
    run: onOpened(goToFinding),
  },
  { id: 'review.waivers', isEnabled: () => useNovel.getState().novelId !== null, run: showWaivers },
  { id: 'review.leave', isEnabled: () => usePanels.getState().panel === 'review', run: leave },
];
registerCommands(commands);
