import type { FindingId } from '../../../src-shared/domain/ids.ts';
import type { PatchChange } from '../../../src-shared/domain/patch.ts';
import type { Waiver } from '../../../src-shared/domain/qa.ts';
import {
  openPatch,
  type ReviewedFinding,
  type ReviewedPatch,
} from '../../../src-shared/domain/reviewed-text.ts';
import { api } from '../../api.ts';
import { acceptInEditor, takeBackInEditor } from '../../editor/apply-change.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { showPage } from '../manuscript/page-store.ts';
import { flushScene, openScene, useScene } from '../manuscript/scene-store.ts';
import { listFindings, stepFrom } from './listed-findings.ts';
import { openPage, pageOf, settled } from './review-page.ts';
import {
  changeFinding,
  findingOf,
  openFinding,
  openText,
  rememberDeed,
  takeLastDeed,
  textOfFinding,
  useReview,
} from './review-store.ts';
import { loadWaivers } from './waivers-store.ts';

let queue: Promise<void> = Promise.resolve();

/** Does things one after another: a writer's keys are faster than a save. Says what went wrong. */
function inTurn(run: () => Promise<void>): Promise<void> {
  queue = queue.then(run).catch(notifyError);
  return queue;
}

/** Goes to the next finding of the list (1) or the one before (-1), through all scenes, from the open one on. */
export function stepFinding(by: 1 | -1): Promise<void> {
  const { texts, filter, current } = useReview.getState();
  const open = openText();
  const at = Math.max(0, open ? texts.indexOf(open) : 0) + (by === 1 ? 0 : 1);
  const list = listFindings([...texts.slice(at), ...texts.slice(0, at)], filter);
  return chooseFinding(stepFrom(list, current, by));
}

/** Opens a finding on its page, another scene's too; the focus stays in the list. */
export async function chooseFinding(id: FindingId | null): Promise<void> {
  openFinding(id);
  const target = textOfFinding(id)?.target;
  if (target?.kind === 'scene') {
    showPage('scene');
    if (target.sceneId !== useScene.getState().scene?.id) await openScene(target.sceneId);
  }
  if (useReview.getState().current === id) focusOpened();
}

/** Puts the focus on the opened finding when it is drawn. */
function focusOpened(): void {
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>('.finding-opened .finding-head')?.focus({ preventScroll: false }),
  );
}

/** What comes after a finding in its text's list, for when it leaves it, alone or with all of its rule. */
function after(id: FindingId, rule?: string): FindingId | null {
  const text = textOfFinding(id);
  const list = text ? listFindings([text], useReview.getState().filter) : [];
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
    if (pageOf(id) === null) await acceptInMain(patch.id, change);
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

/**
 * Puts every open patch of the finding's rule into its text at once, or into all that are listed; one undo of the novel
 * takes it all back.
 */
export function acceptRuleOf(id: FindingId, where: 'text' | 'everywhere' = 'text'): Promise<void> {
  return inTurn(async () => {
    const text = textOfFinding(id);
    const rule = findingOf(id)?.rule;
    if (!text || rule === undefined) return;
    await flushScene();
    await settled();
    const texts = where === 'text' ? [text] : useReview.getState().texts;
    const parts = texts.map(({ jobId, target }) => ({ jobId, target }));
    const next = after(id, rule);
    const counts = await api.request('reviews.acceptRule', { novelId: openNovelId(), rule, parts });
    if (counts.accepted > 0) {
      rememberDeed({ kind: 'rule' });
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
    await loadWaivers();
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
    if (accepted) return takeBack(id, accepted);
    await reopen(id);
  });
}

/** Takes the panel's last deed back. */
export function undoDeed(): Promise<void> {
  return inTurn(async () => {
    const deed = takeLastDeed();
    if (!deed) return;
    if (deed.kind === 'waive') return unwaive(deed);
    if (deed.kind === 'unwaive') return waiveAgain(deed.waiver);
    if (deed.kind === 'rule') return undoRule();
    const { findingId } = deed;
    const accepted = findingOf(findingId)?.patches.find(({ state }) => state === 'accepted');
    if (deed.kind === 'reject') await reopen(findingId);
    else if (accepted) await takeBack(findingId, accepted);
    await chooseFinding(findingId);
  });
}

/** Takes an "intentional" back: the next review looks at the words again. It can be said again by an undo. */
export function takeBackWaiver({ rule, quote, createdAt }: Waiver): Promise<void> {
  return inTurn(async () => {
    const waiver = { rule, quote, createdAt };
    await unwaive(waiver);
    rememberDeed({ kind: 'unwaive', waiver });
    const undo = (): void => void inTurn(() => waiveAgain(waiver));
    notify({
      kind: 'ok',
      text: say('review.waiver-taken-back'),
      action: { label: say('history.undo'), run: undo },
    });
  });
}

async function waiveAgain(waiver: Waiver): Promise<void> {
  await api.request('reviews.waiveAgain', { novelId: openNovelId(), ...waiver });
  markWaived(waiver, true);
  await loadWaivers();
}

async function takeBack(id: FindingId, patch: ReviewedPatch): Promise<void> {
  const view = pageOf(id);
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
  await loadWaivers();
}

function waiverOf({ rule, anchor }: ReviewedFinding): { rule: string; quote: string } {
  return { rule, quote: anchor?.quote ?? '' };
}

function markWaived(
  { rule, quote }: { readonly rule: string; readonly quote: string },
  isWaived: boolean,
): void {
  for (const finding of useReview.getState().texts.flatMap(({ findings }) => findings))
    if (finding.rule === rule && (finding.anchor?.quote ?? '') === quote)
      changeFinding(finding.id, (one) => ({ ...one, isWaived }));
}

function withSeen(finding: ReviewedFinding, isSeen: boolean): ReviewedFinding {
  const [from, to] = isSeen ? (['open', 'rejected'] as const) : (['rejected', 'open'] as const);
  const patches = finding.patches.map((patch) => (patch.state === from ? { ...patch, state: to } : patch));
  return { ...finding, isSeen, patches };
}
