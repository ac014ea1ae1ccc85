import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useSay } from '../../words.ts';
import { rename } from './outline-view.ts';
import './rename-field.css';

export interface RenameFieldProps {
  readonly title: string;
  /** What stands there while it is empty: what an untitled one is called. */
  readonly untitled: string;
  readonly onRename: (title: string) => void;
}

/** A title typed in place: Enter or leaving it keeps it, Escape does not. */
export function RenameField({ title, untitled, onRename }: RenameFieldProps): ReactNode {
  const say = useSay();
  const [text, setText] = useState(title);
  const input = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (isKept: boolean, isByKey: boolean): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (isByKey) input.current?.closest<HTMLElement>('[role="row"]')?.focus();
    rename(null);
    if (isKept && text.trim() !== title) onRename(text.trim());
  };
  return (
    <input
      ref={input}
      className="rename-field"
      aria-label={say('outline.newTitle')}
      value={text}
      placeholder={untitled}
      maxLength={300}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => end(true, false)}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter' || event.key === 'Escape') {
          event.preventDefault();
          end(event.key === 'Enter', true);
        }
        event.stopPropagation();
      }}
    />
  );
}
