import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { FindingId, SceneId } from '../../../src-shared/domain/ids.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import type { Range } from '../../editor/place-anchor.ts';
import { eachParagraph, textOfNode } from '../../editor/positions.ts';
import { shownIn } from '../../editor/suggestions.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openScene } from '../manuscript/scene-store.ts';
import { pageOf } from './review-page.ts';

/** Goes into the text, to where a finding stands. */
export function goToFinding(id: FindingId): void {
  const view = pageOf(id);
  const shown = view && shownIn(view);
  const place = shown?.places.get(id);
  const range = place?.finding ?? place?.patch;
  if (view && range) select(view, range);
  else notify({ kind: 'info', text: say('review.not-placed') });
}

/** Opens a scene at a quote; at its beginning, and says so, where the quote does not stand there any more. */
export async function goToQuote(sceneId: SceneId, quote: string): Promise<void> {
  try {
    if (useActiveEditor.getState().sceneId !== sceneId) await openScene(sceneId);
    const { editor, sceneId: open } = useActiveEditor.getState();
    if (editor === null || open !== sceneId) return;
    const range = findWords(editor.view, quote);
    if (range) select(editor.view, range);
    else notify({ kind: 'info', text: say('review.not-placed') });
  } catch (error) {
    notifyError(error);
  }
}

function select(view: EditorView, { from, to }: Range): void {
  const selection = TextSelection.create(view.state.doc, from, to);
  view.dispatch(view.state.tr.setSelection(selection).scrollIntoView());
  view.focus();
}

function findWords({ state }: EditorView, quote: string): Range | null {
  const words = quote.split(/\s+/u).filter((word) => word !== '');
  if (words.length === 0) return null;
  const pattern = new RegExp(
    words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\s+'),
    'u',
  );
  let found: Range | null = null;
  eachParagraph(state.doc, ({ node, start }) => {
    const match = pattern.exec(textOfNode(node));
    if (match) found = { from: start + match.index, to: start + match.index + match[0].length };
    return found === null;
  });
  return found;
}
