import type { Editor } from '@tiptap/core';
import type { EditorState } from '@tiptap/pm/state';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { createEditor, stateOf, withCursor } from '../../editor/create-editor.ts';
import { blockAt, type TextPlace } from '../../editor/positions.ts';
import { notify } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { useSettings } from '../settings/settings-store.ts';

/** Where the writer was in a scene. */
export interface ScenePlace {
  readonly cursor: TextPlace | null;
  /** How far the page was scrolled, in px; null to bring the cursor into view. */
  readonly scroll: number | null;
}

interface KeptScene extends ScenePlace {
  /** With its history: what can be undone in the scene. */
  readonly state: EditorState;
  readonly revision: number;
}

const mostKept = 20;
const kept = new Map<SceneId, KeptScene>();
let editor: Editor | null = null;
let language = '';
let wantedScroll: number | null | undefined;
let scroller: HTMLElement | null = null;
let changed: () => void = () => undefined;
let takeLongPaste: (text: string) => void = () => undefined;

/** True where the system's own spell checker underlines; on Linux it has no dictionary, and the app's checker does it. */
export const hasSystemSpelling = !navigator.platform.startsWith('Linux');

/** Whom to tell that the open scene's text was changed by the writer. */
export function onTextChange(listener: () => void): void {
  changed = listener;
}

/** Who takes a paste that is too long for a scene. */
export function onLongPaste(listener: (text: string) => void): void {
  takeLongPaste = listener;
}

/** The element that scrolls the page. */
export function setScroller(element: HTMLElement | null): void {
  scroller = element;
}

/** Puts the editor's text into the page, scrolled as it was left. */
export function attachEditor(host: HTMLElement): void {
  if (!editor) return;
  host.replaceChildren(editor.view.dom);
  restoreScroll();
  if (document.activeElement === document.body) editor.view.focus(); // nothing else is being done
}

/** Shows a scene in the editor: with its history and place where it is still the revision that was left. */
export function showScene(
  scene: Scene,
  { novelLanguage, place }: { novelLanguage: string; place?: ScenePlace },
): void {
  const shown = editorFor(novelLanguage);
  const known = kept.get(scene.id);
  const isSame = known?.revision === scene.revision;
  const at = place ?? known;
  const state =
    isSame && !place ? known.state : withCursor(stateOf(shown, scene.document), at?.cursor ?? null);
  shown.view.updateState(state);
  kept.delete(scene.id);
  useActiveEditor.setState({ editor: shown, sceneId: scene.id });
  wantedScroll = at ? at.scroll : 0;
  restoreScroll();
}

/** Scrolls as far as is wanted, as soon as there is a page to scroll. */
function restoreScroll(): void {
  if (!scroller || !editor || wantedScroll === undefined) return;
  if (!editor.view.dom.isConnected) return;
  if (wantedScroll === null) editor.view.dispatch(editor.state.tr.scrollIntoView());
  else scroller.scrollTop = wantedScroll;
  wantedScroll = undefined;
}

/** Keeps the open scene's state for coming back to it; the scene left longest ago is dropped. */
export function keepScene({ id, revision }: Pick<Scene, 'id' | 'revision'>): void {
  if (!editor) return;
  kept.delete(id);
  kept.set(id, { ...currentPlace(), state: editor.state, revision });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
}

/** Where the writer is in the open scene. */
export function currentPlace(): ScenePlace {
  const at = editor && blockAt(editor.state.doc, editor.state.selection.head);
  return {
    cursor: at ? { blockId: at.blockId, offset: at.offset } : null,
    scroll: scroller?.scrollTop ?? 0,
  };
}

/** Takes the editor away with all that was kept: another novel is opened, or none. */
export function closeEditor(): void {
  useActiveEditor.setState({ editor: null, sceneId: null });
  kept.clear();
  editor?.destroy();
  editor = null;
}

function editorFor(novelLanguage: string): Editor {
  if (editor && language === novelLanguage) return editor;
  closeEditor();
  language = novelLanguage;
  editor = createEditor({
    label: say('editor.label'),
    systemSpelling: () => hasSystemSpelling && useSettings.getState().spelling,
    language,
    isTypographySmart: () => useSettings.getState().smartTypography,
    placeholder: () => say('editor.placeholder'),
    offerLongPaste: (text) => takeLongPaste(text),
    tellPasteLost: () => notify({ kind: 'info', text: say('paste.lost') }),
  });
  editor.on('update', () => changed());
  return editor;
}
