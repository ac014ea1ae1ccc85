import { useEffect, useRef, useState } from 'react';

/** A field's text while it is typed: kept when the field is left, when Enter says so, and when it goes away. */
export interface Draft {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly keep: () => void;
}

export interface DraftOptions {
  readonly stored: string;
  /** Called only where what was typed differs from what is stored. */
  readonly save: (text: string) => void;
  /** Also kept so many ms after the last change: for what is stepped with buttons. */
  readonly afterMs?: number;
}

/** What is typed over a stored value. */
export function useDraft({ stored, save, afterMs }: DraftOptions): Draft {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ typed, stored, save });
  latest.current = { typed, stored, save };
  const saveLatest = (): void => {
    clearTimeout(timer.current);
    const { typed: text, stored: before, save: send } = latest.current;
    latest.current = { ...latest.current, typed: null };
    if (text !== null && text !== before) send(text);
  };
  const keep = (): void => {
    saveLatest();
    setTyped(null);
  };
  const type = (text: string): void => {
    latest.current = { ...latest.current, typed: text };
    setTyped(text);
    clearTimeout(timer.current);
    if (afterMs !== undefined) timer.current = setTimeout(keep, afterMs);
  };
  useEffect(() => saveLatest, []);
  return { text: typed ?? stored, type, keep };
}
