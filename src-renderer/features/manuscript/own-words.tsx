import { X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { useSay } from '../../words.ts';
import { checkAgain } from './spelling.ts';
import './own-words.css';

/** The writer's own words, which are never faults: each can be taken off the list. */
export function OwnWords(): ReactNode {
  const say = useSay();
  const [words, setWords] = useState<readonly string[] | null>(null);
  useEffect(() => void api.request('spelling.listWords', {}).then(setWords, notifyError), []);
  const forget = (word: string): void => {
    void api.request('spelling.forgetWord', { word }).then(setWords).then(checkAgain).catch(notifyError);
  };
  if (words === null) return null;
  if (words.length === 0) return <p className="own-words-none">{say('spelling.noWords')}</p>;
  return (
    <ul className="own-words" aria-label={say('spelling.words')}>
      {words.map((word) => (
        <li key={word} className="own-words-word">
          {word}
          <IconButton icon={X} label={say('spelling.forget', { word })} onPress={() => forget(word)} />
        </li>
      ))}
    </ul>
  );
}
