import { BookText } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SearchHit } from '../../../src-shared/domain/search.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { sayError, useSay } from '../../words.ts';
import { openScene } from '../manuscript/scene-store.ts';
import { openEntry } from './entry-store.ts';
import { kindIcons } from './kinds.ts';
import { findMeaning, useLoreList } from './list-store.ts';
import { useWorldbook } from './worldbook-store.ts';

/** Passages that answer by meaning, each with why it is here. */
export function MeaningHits(): ReactNode {
  const say = useSay();
  const search = useLoreList((state) => state.search);
  if (!search)
    return (
      <div className="worldbook-note worldbook-none">
        <p>{say('worldbook.askHelp')}</p>
        <Button onPress={() => void findMeaning()}>{say('worldbook.askNow')}</Button>
      </div>
    );
  if (search.error) return <p className="worldbook-error">{sayError(search.error)}</p>;
  if (!search.hits)
    return (
      <p className="worldbook-note worldbook-none">
        <Spinner label={say('worldbook.searching')} /> {say('worldbook.searching')}
      </p>
    );
  if (search.hits.length === 0)
    return <p className="worldbook-note worldbook-none">{say('worldbook.nothingFound')}</p>;
  return (
    <ul className="meaning-hits" aria-label={say('worldbook.hits')}>
      {search.hits.map((hit) => (
        <li key={hit.chunkId}>
          <Hit hit={hit} />
        </li>
      ))}
    </ul>
  );
}

function Hit({ hit }: { readonly hit: SearchHit }): ReactNode {
  const say = useSay();
  const { source, title, why } = hit;
  const kind = useWorldbook((state) =>
    source.kind === 'lore' ? state.byId.get(source.entryId)?.kind : undefined,
  );
  const Icon = kind ? kindIcons[kind] : BookText;
  const reasons = [
    why.mention !== null && say('worldbook.why.named', { name: why.mention }),
    why.vectorRank !== null && say('worldbook.why.meaning', { similarity: why.similarity ?? 0 }),
    why.fullTextRank !== null && say('worldbook.why.words'),
  ].filter((reason) => reason !== false);
  const open = (): void =>
    void (source.kind === 'lore' ? openEntry(source.entryId) : openScene(source.sceneId));
  return (
    <button type="button" className="meaning-hit" onClick={open}>
      <span className="meaning-hit-title">
        <Icon size={14} strokeWidth={1.75} aria-hidden />
        {title}
        {source.kind === 'scene' && (
          <span className="meaning-hit-place">
            {say('worldbook.inChapter', { chapter: source.chapterNumber })}
          </span>
        )}
      </span>
      <span className="meaning-hit-text">{passageOf(hit)}</span>
      <span className="meaning-hit-why">{reasons.join(' · ')}</span>
    </button>
  );
}

const longestPassage = 240;

/** The best passage's words, without the name that stands above them; a long one is cut where a word ends. */
function passageOf({ source, text, passage }: SearchHit): string {
  const heading = source.kind === 'lore' && passage.start === 0 ? text.indexOf('\n\n') + 1 : 0;
  const words = text
    .slice(Math.max(passage.start, heading < passage.end ? heading : 0), passage.end)
    .replace(/\s+/gu, ' ')
    .trim();
  if (words.length <= longestPassage) return words;
  const cut = words.slice(0, longestPassage);
  const whole = cut.slice(0, Math.max(cut.lastIndexOf(' '), longestPassage - 20));
  return `${whole.replace(/[\p{P}\s]+$/u, '')}…`;
}
