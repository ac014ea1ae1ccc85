import type { Editor } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { create } from 'zustand';
import type { TextFault } from '../../../src-shared/domain/spelling.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { eachParagraph, textOfNode } from '../../editor/positions.ts';
import {
  faultAt,
  markFaults,
  nextFault,
  type CheckedParagraph,
  type FaultPlace,
} from '../../editor/spelling-marks.ts';
import { openMenuAt } from '../../ui/context-menu.ts';
import type { MenuEntry } from '../../ui/menu.tsx';
import { notifyError } from '../../ui/notices.ts';
import { say, useWords } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { hasSystemSpelling } from './scene-editor.ts';

/** Whether the app's own checker knows the novel's language; null until it was asked. */
export const useSpelling = create<{ readonly isKnown: boolean | null }>()(() => ({ isKnown: null }));

const restMs = 800;
const mostWords = 12_000; // characters a request: the checker holds the library's worker for as long

let found = new WeakMap<Node, readonly TextFault[]>();
let timer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

/** Checks paragraphs that changed when the keys have rested, in the library's worker. The answer ends it. */
export function watchSpelling(): () => void {
  let stopEditor = (): void => undefined;
  const soon = (): void => {
    clearTimeout(timer);
    round++;
    timer = setTimeout(() => void checkScene(), restMs);
  };
  const follow = (editor: Editor | null): void => {
    stopEditor();
    editor?.on('update', soon);
    stopEditor = () => void editor?.off('update', soon);
    if (editor) soon();
  };
  const stops = [
    useActiveEditor.subscribe(({ editor, sceneId }, last) => {
      if (editor !== last.editor) follow(editor);
      else if (editor && sceneId !== last.sceneId) soon();
    }),
    useSettings.subscribe((now, last) => {
      if (now.spelling !== last.spelling || now.grammar !== last.grammar) checkAgain();
    }),
    useNovel.subscribe(({ novelId }, last) => {
      if (novelId !== last.novelId) useSpelling.setState({ isKnown: null });
    }),
    api.on('novels.changed', ({ lore }) => lore && checkAgain()), // names that came are words now
    () => stopEditor(),
    () => clearTimeout(timer),
  ];
  follow(useActiveEditor.getState().editor);
  return () => stops.forEach((stop) => stop());
}

/** Forgets what was found and checks the open scene anew. */
export function checkAgain(): void {
  found = new WeakMap();
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  markFaults(editor.view, 'none');
  void checkScene();
}

async function checkScene(): Promise<void> {
  const mine = ++round;
  const { editor, sceneId } = useActiveEditor.getState();
  const { spelling, grammar } = useSettings.getState();
  if (!editor || !sceneId || useSpelling.getState().isKnown === false || (!spelling && !grammar)) return;
  markFaults(editor.view, knownIn(editor));
  try {
    for (let batch = nextBatch(editor); batch.length > 0; batch = nextBatch(editor)) {
      const texts = batch.map(textOfNode);
      const faults = await api.request('spelling.check', { novelId: openNovelId(), texts });
      useSpelling.setState({ isKnown: faults !== null });
      faults?.forEach((list, at) => found.set(batch[at]!, list));
      if (faults === null || mine !== round) return;
      markFaults(editor.view, batch.map(checked));
    }
  } catch (error) {
    if (mine === round) notifyError(error);
  }
}

const checked = (node: Node): CheckedParagraph => ({ node, faults: (found.get(node) ?? []).filter(isShown) });

/** What the writer wants to see; where the system underlines misspelt words the app does not do it again. */
function isShown({ isSpelling }: TextFault): boolean {
  const { spelling, grammar } = useSettings.getState();
  return isSpelling ? spelling && !hasSystemSpelling : grammar;
}

function knownIn(editor: Editor): CheckedParagraph[] {
  const known: CheckedParagraph[] = [];
  eachParagraph(editor.state.doc, ({ node }) => void (found.has(node) && known.push(checked(node))));
  return known;
}

/** The next paragraphs nobody has checked, those from the cursor on first. */
function nextBatch({ state }: Editor): Node[] {
  const behind: Node[] = [];
  const before: Node[] = [];
  eachParagraph(state.doc, ({ node, start }) => {
    if (node.content.size === 0 || found.has(node)) return;
    (start + node.content.size >= state.selection.from ? behind : before).push(node);
  });
  let size = 0;
  return [...behind, ...before].slice(0, 200).filter((node, at) => {
    size += node.content.size;
    return at === 0 || size <= mostWords;
  });
}

/** Opens the menu of the fault under the pointer, or at the cursor where the menu key asked; false where there is none. */
export function openFaultMenu(event: MouseEvent): boolean {
  const { editor } = useActiveEditor.getState();
  if (!editor) return false;
  const isKey = event.button !== 2;
  const at = isKey ? null : editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
  const fault = faultAt(editor.state, at?.pos ?? editor.state.selection.head);
  if (fault) showFault(editor, fault, isKey ? null : { x: event.clientX, y: event.clientY });
  return fault !== null;
}

/** Opens the menu of the fault at the cursor, or goes to the next one. */
export function openFaultAtCursor(): void {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  const at = editor.state.selection.head;
  const fault = faultAt(editor.state, at) ?? nextFault(editor.state, at);
  if (!fault) return;
  const selection = TextSelection.create(editor.state.doc, fault.to);
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  showFault(editor, fault, null);
}

function showFault(editor: Editor, fault: FaultPlace, point: { x: number; y: number } | null): void {
  const { left, bottom } = editor.view.coordsAtPos(fault.from);
  const { message, isSpelling } = fault.fault;
  const word = editor.state.doc.textBetween(fault.from, fault.to);
  const replace = (text: string) => (): void => {
    editor.view.dispatch(
      text === ''
        ? editor.state.tr.delete(fault.from, fault.to)
        : editor.state.tr.insertText(text, fault.from, fault.to),
    );
    editor.view.focus();
  };
  const suggestions = fault.fault.suggestions.slice(0, 6).map((text, at): MenuEntry => ({
    id: `suggestion ${at}`,
    label: text === '' ? say('spelling.delete', { word }) : text,
    onAction: replace(text),
  }));
  const none: MenuEntry = {
    id: 'none',
    label: say('spelling.none'),
    isDisabled: true,
    onAction: () => undefined,
  };
  const learn: MenuEntry[] = isSpelling
    ? ['rule', { id: 'learn', label: say('spelling.learn', { word }), onAction: () => void learnWord(word) }]
    : [];
  const told = useWords.getState().locale === 'en' ? message : say('foreign.words', { words: message });
  openMenuAt({
    x: point?.x ?? left,
    y: point?.y ?? bottom,
    isByKey: point === null,
    label: isSpelling ? say('spelling.menu', { word }) : told,
    entries: [
      ...(isSpelling
        ? []
        : [{ id: 'message', label: told, isDisabled: true, onAction: () => undefined }, 'rule' as const]),
      ...(suggestions.length > 0 ? suggestions : [none]),
      ...learn,
    ],
  });
}

/** Puts a word among the writer's own, which are never faults. */
export async function learnWord(word: string): Promise<void> {
  try {
    await api.request('spelling.learnWord', { word });
    checkAgain();
  } catch (error) {
    notifyError(error);
  }
}
