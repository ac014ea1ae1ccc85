import type { EditorView } from '@tiptap/pm/view';
import type { FindingId, PatchId } from '../../../src-shared/domain/ids.ts';
import { anchorInText, type Anchor } from '../../../src-shared/domain/anchor.ts';
import { findingState, openPatch, type ReviewedFinding } from '../../../src-shared/domain/reviewed-text.ts';
import type { KeptPatch, MovedAnchor } from '../../../src-shared/ipc/reviews.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { placeOf, type Range } from '../../editor/place-anchor.ts';
import { findBlock, textOfNode } from '../../editor/positions.ts';
import type { Suggestion, SuggestionsState } from '../../editor/suggestion-state.ts';
import { openSuggestion, scrollToOpened, showSuggestions, shownIn } from '../../editor/suggestions.ts';
import { notifyError } from '../../ui/notices.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { usePanels } from '../shell/panel-store.ts';
import { changeFinding, openFinding, textOfFinding, textOfScene, useReview } from './review-store.ts';

/** The open scene's editor, where its review is shown; null where a draft's is, or the scene has none. */
export function openPage(): EditorView | null {
  const { editor, sceneId } = useActiveEditor.getState();
  if (editor === null || editor.isDestroyed || textOfScene(sceneId) === undefined) return null;
  return editor.view;
}

/** The page a finding stands on; null where it stands in a draft or in a scene that is not open. */
export function pageOf(id: FindingId): EditorView | null {
  const target = textOfFinding(id)?.target;
  const { sceneId } = useActiveEditor.getState();
  return target?.kind === 'scene' && target.sceneId === sceneId ? openPage() : null;
}

function findingsOnPage(): readonly ReviewedFinding[] {
  return textOfScene(useActiveEditor.getState().sceneId)?.findings ?? [];
}

/** Shows the review on its page while the panel is open, and takes it away otherwise. */
export function drawReview(): void {
  const { editor } = useActiveEditor.getState();
  if (editor === null || editor.isDestroyed) return;
  const view = usePanels.getState().panel === 'review' ? openPage() : null;
  const show = view === null ? [] : findingsOnPage().flatMap(toSuggestion);
  if (show.length === 0 && shownIn(editor.view)?.suggestions.length === 0) return;
  showSuggestions(editor.view, { show, current: view === null ? null : useReview.getState().current });
}

/** True where the page shows nothing of a review that has something to show: its text was read anew. */
export function isPageBare(): boolean {
  const view = usePanels.getState().panel === 'review' ? openPage() : null;
  return view !== null && shownIn(view)?.suggestions.length === 0 && findingsOnPage().length > 0;
}

/** Opens on the page what is opened in the panel. */
export function drawOpened(): void {
  const view = openPage();
  if (view === null || usePanels.getState().panel !== 'review') return;
  openSuggestion(view, useReview.getState().current);
  scrollToOpened(view);
}

function toSuggestion(finding: ReviewedFinding): Suggestion[] {
  const { id, layer, severity, anchor } = finding;
  const patch = openPatch(finding) ?? finding.patches.find(({ state }) => state === 'accepted');
  if (anchor === null) return [];
  return [
    {
      ...{ id, layer, severity, anchor },
      patch: patch ? { id: patch.id, anchor: patch.anchor, change: patch.change } : null,
      isOpen: findingState(finding) === 'open',
    },
  ];
}

const pending = new Map<PatchId, KeptPatch>();
let told: SuggestionsState | undefined;
let keeping: Promise<void> = Promise.resolve();

/** Takes over what happened on the page: what was clicked, what lost its place, what an undo brought back. */
export function heedPage(view: EditorView): void {
  const shown = shownIn(view);
  if (!shown || shown === told) return;
  const last = told;
  told = shown;
  if (view !== openPage()) return;
  if (shown.lost !== last?.lost) useReview.setState({ lost: shown.lost });
  if (
    shown.current !== last?.current &&
    shown.current !== useReview.getState().current &&
    shown.current !== null
  )
    openFinding(shown.current);
  if (shown.outcomes === last?.outcomes) return;
  for (const outcome of shown.outcomes.values())
    if (last?.outcomes.get(outcome.id) !== outcome) {
      pending.set(outcome.id, outcome);
      takeOver(outcome);
    }
}

function takeOver({ id, state, change, inverse }: KeptPatch): void {
  const finding = findingsOnPage().find(({ patches }) => patches.some((patch) => patch.id === id));
  if (!finding) return;
  changeFinding(finding.id, (one) => ({
    ...one,
    patches: one.patches.map((patch) => (patch.id === id ? { ...patch, state, change, inverse } : patch)),
  }));
}

/** Tells main what became of patches on the page, once their text is saved. */
export function keepOutcomes(): void {
  const { novelId } = useNovel.getState();
  if (pending.size === 0 || novelId === null || useScene.getState().saving !== 'saved') return;
  const patches = [...pending.values()];
  const view = openPage();
  const anchors = view === null ? [] : movedAnchors(view);
  pending.clear();
  keeping = keeping
    .then(() => api.request('reviews.keepPatches', { novelId, patches, anchors }))
    .catch((error: unknown) => {
      for (const patch of patches) if (!pending.has(patch.id)) pending.set(patch.id, patch);
      notifyError(error);
    });
}

/** Resolves when main knows all that happened on the page. */
export async function settled(): Promise<void> {
  keepOutcomes();
  await keeping;
}

/** Where waiting findings and patches point to now, those that were moved by edits. */
function movedAnchors(view: EditorView): MovedAnchor[] {
  const shown = shownIn(view);
  const { doc } = view.state;
  const moved = (anchor: Anchor, range: Range | null | undefined): Anchor | null => {
    const place = range && placeOf(doc, range);
    const block = place && findBlock(doc, place.blockId);
    if (!block || !place) return null;
    const now = anchorInText({ ...place, target: anchor.target, text: textOfNode(block.node) });
    const isSame = now.baseHash === anchor.baseHash && now.start === anchor.start;
    return isSame || now.quote !== anchor.quote ? null : now;
  };
  return (shown?.suggestions ?? []).flatMap(({ id, anchor, patch }): MovedAnchor[] => {
    const places = shown?.places.get(id);
    const finding = moved(anchor, places?.finding);
    const mended = patch && moved(patch.anchor, places?.patch);
    return [
      ...(finding ? [{ findingId: id satisfies FindingId, anchor: finding }] : []),
      ...(patch && mended ? [{ patchId: patch.id, anchor: mended }] : []),
    ];
  });
}
