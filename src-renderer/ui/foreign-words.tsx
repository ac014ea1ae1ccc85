import type { ReactNode } from 'react';
import { useSay, useWords } from '../words.ts';
import './foreign-words.css';

interface ForeignWordsProps {
  /** What another program said, in English and in its own words. */
  readonly children: string;
}

/** English words that are not the app's own: read aloud as English, and called so in an interface of another language. */
export function ForeignWords({ children }: ForeignWordsProps): ReactNode {
  const say = useSay();
  const isMarked = useWords((state) => state.locale !== 'en');
  return (
    <>
      <span lang="en">{children}</span>
      {isMarked && <span className="foreign-words-mark"> ({say('foreign.language')})</span>}
    </>
  );
}
