import { textOf, type ProseDocument } from '../../../src-shared/domain/prose.ts';
import { formatShortcut } from '../../ui/format-shortcut.ts';
import { say } from '../../words.ts';

export type PassageState = 'waiting' | 'running' | 'ready' | 'failed';

export interface PassageActions {
  readonly accept: () => void;
  readonly again: () => void;
  readonly dismiss: () => void;
}

/** A helper's words on the page, drawn outside React: the editor owns the place they stand in. */
export interface PassageView {
  readonly element: HTMLElement;
  /** Where the text is written while it comes. */
  readonly text: HTMLElement;
  show(state: PassageState, words: string): void;
  /** The finished text, paragraph by paragraph. */
  setText(document: ProseDocument): void;
  focus(): void;
}

/** Draws an empty one. Enter or Tab accepts, Escape puts it away, R asks again. */
export function makePassageView(label: string, actions: PassageActions): PassageView {
  const element = make('div', 'pencil');
  element.contentEditable = 'false';
  element.tabIndex = 0;
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', label);
  const text = make('div', 'pencil-text');
  const bar = make('div', 'pencil-bar');
  const status = make('span', 'pencil-status');
  status.setAttribute('role', 'status');
  const accept = button('passage.accept', 'Tab', actions.accept);
  const again = button('passage.again', 'R', actions.again);
  const dismiss = button('passage.discard', 'Escape', actions.dismiss);
  bar.append(status, accept.element, again.element, dismiss.element);
  element.append(text, bar);
  let current: PassageState = 'waiting';

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnButton = event.target !== element;
    const act = actionOf(event.key, isOnButton);
    if (
      act === null ||
      (act !== 'dismiss' && current !== 'ready' && !(act === 'again' && current === 'failed'))
    )
      return;
    event.preventDefault();
    event.stopPropagation();
    actions[act]();
  });

  return {
    element,
    text,
    show: (state, words) => {
      const hasFocus = element.contains(document.activeElement);
      current = state;
      status.textContent = words;
      status.classList.toggle('pencil-status-error', state === 'failed');
      accept.element.hidden = state !== 'ready';
      again.element.hidden = state !== 'ready' && state !== 'failed';
      const isOver = state === 'ready' || state === 'failed';
      dismiss.label.textContent = say(isOver ? 'passage.discard' : 'passage.stop');
      if (hasFocus && isOver) element.focus({ preventScroll: true }); // where its keys are heard
    },
    setText: ({ content }) => {
      const paragraphs = content.flatMap((block) => (block.type === 'paragraph' ? [textOf(block)] : []));
      text.replaceChildren(...paragraphs.map((words) => make('p', '', words)));
    },
    focus: () => element.focus({ preventScroll: true }),
  };
}

function actionOf(key: string, isOnButton: boolean): keyof PassageActions | null {
  if (key === 'Escape') return 'dismiss';
  if (key === 'r' || key === 'R') return 'again';
  return !isOnButton && (key === 'Tab' || key === 'Enter') ? 'accept' : null;
}

function make(tag: string, className: string, words = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = words;
  return element;
}

function button(words: string, key: string, onPress: () => void) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = 'pencil-button';
  const label = make('span', '', say(words));
  element.append(label, make('span', 'pencil-key', formatShortcut(key)));
  element.addEventListener('click', onPress);
  return { element, label };
}
