import { useEffect, useState } from 'react';
import type { LoreKey } from '../../../src-shared/domain/lore.ts';
import type { KeyCheck } from '../../../src-shared/domain/lore-summary.ts';
import { api } from '../../api.ts';
import { useSay } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';

const pauseMs = 500;

interface Words {
  readonly error?: string;
  readonly help?: string;
}

/** Has a regular expression tried by the library's worker once the writer pauses: whether it is one, how slow, how often it matches. */
export function useKeyCheck(key: LoreKey): Words | null {
  const say = useSay();
  const [check, setCheck] = useState<KeyCheck | null>(null);
  const source = key.kind === 'regex' ? key.source : '';
  const flags = key.kind === 'regex' ? key.flags : '';
  useEffect(() => {
    setCheck(null);
    if (source === '') return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      api.request('lore.checkKey', { novelId: openNovelId(), source, flags }).then(
        (result) => isCurrent && setCheck(result),
        () => undefined, // the novel is gone, or its worker: the key is checked again where it is used
      );
    }, pauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [source, flags]);
  if (!check) return null;
  return check.fault === null
    ? { help: say('worldbook.keyMatches', { scenes: check.scenes }) }
    : { error: say(`worldbook.keyFault.${check.fault}`, { reason: check.reason }) };
}
