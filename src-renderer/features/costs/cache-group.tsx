import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from '../settings/setting-group.tsx';
import { clearCache, useCosts } from './costs-store.ts';

/** The stored answers: how many, how often one was used, and the way to forget them. */
export function CacheGroup(): ReactNode {
  const say = useSay();
  const cache = useCosts((state) => state.cache);
  if (!cache) return null;
  const { answers, bytes, hits, misses } = cache;
  const asked = hits + misses;
  return (
    <SettingGroup title={say('costs.cache')} note={say('costs.cache.note')}>
      <p>{say('costs.cache.holds', { answers, kilobytes: Math.ceil(bytes / 1024) })}</p>
      {asked > 0 && (
        <p>{say('costs.cache.rate', { hits, asked, percent: Math.round((100 * hits) / asked) })}</p>
      )}
      {asked + answers > 0 && (
        <div>
          <Button onPress={() => void clearCache()}>{say('costs.cache.clear')}</Button>
        </div>
      )}
    </SettingGroup>
  );
}
