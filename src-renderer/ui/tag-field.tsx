import { X } from 'lucide-react';
import { useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useSay } from '../words.ts';
import './field.css';
import './tag-field.css';

export interface TagFieldProps {
  readonly label: string;
  readonly help?: string;
  readonly tags: readonly string[];
  readonly onChange: (tags: readonly string[]) => void;
}

/** Several short words in one field. Enter or a comma adds one, Backspace in the empty field takes the last away. */
export function TagField({ label, help, tags, onChange }: TagFieldProps): ReactNode {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const add = (text: string): void => {
    const fresh = text
      .split(/[,;\n]/u)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '' && !tags.includes(tag));
    setTyped('');
    if (fresh.length > 0) onChange([...tags, ...new Set(fresh)]);
  };
  const remove = (tag: string): void => {
    onChange(tags.filter((each) => each !== tag));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if ((event.key === 'Enter' || event.key === ',') && typed.trim() !== '') {
      event.preventDefault();
      add(typed);
    } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) {
      event.preventDefault();
      onChange(tags.slice(0, -1));
    }
  };
  const onPaste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[,;\n]/u.test(text)) return;
    event.preventDefault();
    add(typed + text);
  };
  return (
    <div className="field">
      <span className="field-label" aria-hidden>
        {label}
      </span>
      <div className="field-input tag-field" role="group" aria-label={label}>
        {tags.map((tag) => (
          <span key={tag} className="tag-field-tag">
            {tag}
            <button type="button" aria-label={say('ui.removeTag', { tag })} onClick={() => remove(tag)}>
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          ref={input}
          value={typed}
          aria-label={label}
          className="tag-field-input"
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => add(typed)}
        />
      </div>
      {help && <span className="field-help">{help}</span>}
    </div>
  );
}
