import { useEffect, useRef, useState } from 'react';

/** A field's text while it is typed: kept when the field is left, when Enter says so, and when it goes away. */
export interface Draft {
  readonly text: string;
  readonly type: (text: string) => void;
  readonly keep: () => void;
}

/** What is typed over a stored value; `save` is called only where it differs from that. */
export function useDraft(stored: string, save: (text: string) => void): Draft {
  const [typed, setTyped] = useState<string | null>(null);
  const latest = useRef({ typed, stored, save });
  latest.current = { typed, stored, save };
  const keep = (): void => {
    const now = latest.current;
    if (now.typed !== null && now.typed !== now.stored) now.save(now.typed);
    latest.current = { ...now, typed: null };
    setTyped(null);
  };
  useEffect(
    () => () => {
      const now = latest.current;
      if (now.typed !== null && now.typed !== now.stored) now.save(now.typed);
    },
    [],
  );
  return { text: typed ?? stored, type: setTyped, keep };
}
