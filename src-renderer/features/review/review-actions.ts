import type { FindingId } from '../../../src-shared/domain/ids.ts';
import type { PatchChange } from '../../../src-shared/domain/patch.ts';
import { openPatch, type ReviewedFinding } from '../../../src-shared/domain/reviewed-text.ts';
import { api } from '../../api.ts';
import { acceptInEditor, takeBackInEditor } from '../../editor/apply-change.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { flushScene, useScene } from '../manuscript/scene-store.ts';
import { listFindings, stepFrom } from './listed-findings.ts';
import { openPage, settled } from './review-page.ts';
import { changeFinding, openFinding, rememberDeed, takeLastDeed, useReview } from './review-store.ts';

let queue: Promise<void> = Promise.resolve();

/** Does things one after another: a writer's keys are faster than a save. Says what went wrong. */
function inTurn(run: () => Promise<void>): Promise<void> {
  queue = queue.then(run).catch(notifyError);
  return queue;
}

function findingOf(id: FindingId): ReviewedFinding | undefined {
  return useReview.getState().text?.findings.find((finding) => finding.id === id);
}

/** Goes to the next finding of the list (1) or the one before (-1). */
export function stepFinding(by: 1 | -1): void {
  const { text, filter, current } = useReview.getState();
  openFinding(stepFrom(listFindings(text, filter), current, by));
}

/** What comes after a finding in the list, for when it leaves it, alone or with all of its rule. */
function after(id: FindingId, rule?: string): FindingId | null {
  const { text, filter } = useReview.getState();
  const list = listFindings(text, filter);
  const at = list.findIndex((finding) => finding.id === id);
  const stays = (finding: ReviewedFinding): boolean => finding.id !== id && finding.rule !== rule;
  return (list.slice(at).find(stays) ?? list.slice(0, at).findLast(stays))?.id ?? null;
}

/**
 * Puts a finding's patch into its text, in the writer's own wording where it is given. In the open scene it is a step of
 * the editor's undo, after a version was kept.
 */
export function acceptFinding(id: FindingId, change?: PatchChange): Promise<void> {
  return inTurn(async () => {
    const finding = findingOf(id);
    const patch = finding && openPatch(finding);
    if (!patch) return;
    const next = after(id);
    if (openPage() === null) await acceptInMain(patch.id, change);
    else if (!(await acceptOnPage(patch, change ?? patch.change))) return sayUnplaced();
    rememberDeed({ kind: 'accept', findingId: id });
    openFinding(next);
  });
}

async function acceptOnPage(
  patch: Parameters<typeof acceptInEditor>[1],
  change: PatchChange,
): Promise<boolean> {
  const sceneId = useScene.getState().scene?.id;
  if (sceneId === undefined) return false;
  await flushScene();
  await api.request('reviews.keepVersion', { novelId: openNovelId(), sceneId });
  const view = openPage();
  return view !== null && acceptInEditor(view, patch, change);
}

async function acceptInMain(
  patchId: Parameters<typeof acceptInEditor>[1]['id'],
  change?: PatchChange,
): Promise<void> {
  await api.request('reviews.acceptPatch', { novelId: openNovelId(), patchId, change });
}

function sayUnplaced(): void {
  notify({ kind: 'error', text: say('error.PATCH_UNPLACED') });
}

/** Puts every open patch of the finding's rule into the text at once; the novel's undo takes it back at once. */
export function acceptRuleOf(id: FindingId): Promise<void> {
  return inTurn(async () => {
    const { text } = useReview.getState();
    const finding = findingOf(id);
    if (!text || !finding) return;
    await flushScene();
    await settled();
    const { jobId, target } = text;
    const { rule } = finding;
    const next = after(id, rule);
    const counts = await api.request('reviews.acceptRule', { novelId: openNovelId(), jobId, target, rule });
    if (counts.accepted > 0) {
      rememberDeed({ kind: 'rule', rule });
      openFinding(next);
    }
    notify({ kind: counts.unplaced > 0 ? 'info' : 'ok', text: say('review.rule-accepted', { ...counts }) });
  });
}

/** Puts a finding aside, with its patch. */
export function rejectFinding(id: FindingId): Promise<void> {
  return inTurn(async () => {
    if (!findingOf(id)) return;
    const next = after(id);
    await api.request('reviews.reject', { novelId: openNovelId(), findingId: id });
    changeFinding(id, (finding) => withSeen(finding, true));
    rememberDeed({ kind: 'reject', findingId: id });
    openFinding(next);
  });
}

/** "Intentional": the rule does not apply to these words, here or in a later review. */
export function waiveFinding(id: FindingId): Promise<void> {
  return inTurn(async () => {
    const finding = findingOf(id);
    if (!finding) return;
    const next = after(id);
    await api.request('reviews.waive', { novelId: openNovelId(), findingId: id });
    const of = waiverOf(finding);
    markWaived(of, true);
    rememberDeed({ kind: 'waive', ...of });
    openFinding(next);
  });
}

/** Opens a finding that was decided: an accepted patch is taken out of the text, an "intentional" is forgotten. */
export function reopenFinding(id: FindingId): Promise<void> {
  return inTurn(async () => {
    const finding = findingOf(id);
    if (!finding) return;
    if (finding.isWaived) return unwaive(waiverOf(finding));
    const accepted = finding.patches.find(({ state }) => state === 'accepted');
    if (accepted) return takeBack(accepted);
    await reopen(id);
  });
}

/** Takes the panel's last deed back. */
export function undoDeed(): Promise<void> {
  return inTurn(async () => {
    const deed = takeLastDeed();
    if (!deed) return;
    if (deed.kind === 'waive') return unwaive(deed);
    if (deed.kind === 'rule') return undoRule();
    if (deed.kind === 'reject') await reopen(deed.findingId);
    else {
      const accepted = findingOf(deed.findingId)?.patches.find(({ state }) => state === 'accepted');
      if (accepted) await takeBack(accepted);
    }
    openFinding(deed.findingId);
  });
}

async function takeBack(patch: ReviewedFinding['patches'][number]): Promise<void> {
  const view = openPage();
  if (view === null) {
    await api.request('reviews.takeBack', { novelId: openNovelId(), patchId: patch.id });
  } else if (!takeBackInEditor(view, patch)) sayUnplaced();
}

/** All of a rule is one action of the novel's log; what was done to the novel since has to be taken back before it. */
async function undoRule(): Promise<void> {
  const { undo } = await api.request('history.peek', { novelId: openNovelId() });
  if (undo?.key === 'undo.accept-rule') await undoLast();
  else notify({ kind: 'info', text: say('review.undo-others-first') });
}

async function reopen(findingId: FindingId): Promise<void> {
  await api.request('reviews.reopen', { novelId: openNovelId(), findingId });
  changeFinding(findingId, (finding) => withSeen(finding, false));
}

async function unwaive(of: { readonly rule: string; readonly quote: string }): Promise<void> {
  const { rule, quote } = of;
  await api.request('reviews.unwaive', { novelId: openNovelId(), rule, quote });
  markWaived(of, false);
}

function waiverOf({ rule, anchor }: ReviewedFinding): { rule: string; quote: string } {
  return { rule, quote: anchor?.quote ?? '' };
}

function markWaived(
  { rule, quote }: { readonly rule: string; readonly quote: string },
  isWaived: boolean,
): void {
  for (const finding of useReview.getState().text?.findings ?? [])
    if (finding.rule === rule && (finding.anchor?.quote ?? '') === quote)
      changeFinding(finding.id, (one) => ({ ...one, isWaived }));
}

function withSeen(finding: ReviewedFinding, isSeen: boolean): ReviewedFinding {
  const [from, to] = isSeen ? (['open', 'rejected'] as const) : (['rejected', 'open'] as const);
  const patches = finding.patches.map((patch) => (patch.state === from ? { ...patch, state: to } : patch));
  return { ...finding, isSeen, patches };
}
