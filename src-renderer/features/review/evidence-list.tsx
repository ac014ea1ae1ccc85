import type { ReactNode } from 'react';
import type { Evidence } from '../../../src-shared/domain/qa.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { ReviewedFinding } from '../../../src-shared/domain/reviewed-text.ts';
import { useSay } from '../../words.ts';
import { goToFinding, goToQuote } from './go-to-passage.ts';
import { openLore } from './open-lore.ts';
import { useSceneName } from './scene-name.ts';

/** The passages that prove a finding: its own beside the others, each a way to its place. */
export function EvidenceList({ finding }: { readonly finding: ReviewedFinding }): ReactNode {
  const say = useSay();
  const { id, anchor, evidence, patches } = finding;
  if (evidence.length === 0) return null;
  const sceneId = anchor?.target.kind === 'scene' ? anchor.target.sceneId : null;
  const isShown = patches.some((patch) => patch.anchor.quote === anchor?.quote); // with its patch
  return (
    <ul className="evidence" aria-label={say('review.evidence')}>
      {anchor !== null && !isShown && (
        <Passage
          where={say('review.here')}
          quote={anchor.quote}
          onGo={sceneId === null ? null : () => goToFinding(id)}
        />
      )}
      {evidence.map((passage, at) => (
        <EvidencePassage key={`${at} ${passage.quote}`} passage={passage} sceneId={sceneId} />
      ))}
    </ul>
  );
}

interface EvidencePassageProps {
  readonly passage: Evidence;
  /** The scene that was reviewed; null where it was a draft. */
  readonly sceneId: SceneId | null;
}

function EvidencePassage({ passage: { source, title, quote }, sceneId }: EvidencePassageProps): ReactNode {
  const say = useSay();
  const name = useSceneName(source.kind === 'scene' ? source.sceneId : null);
  if (source.kind === 'scene') {
    return <Passage where={name ?? title} quote={quote} onGo={() => void goToQuote(source.sceneId, quote)} />;
  }
  if (source.kind === 'lore') {
    const where = say('review.in-worldbook', { title });
    return <Passage where={where} quote={quote} onGo={() => openLore(source.entryId)} />;
  }
  const isHere = source.kind === 'draft' && sceneId !== null;
  const where = say(source.kind === 'brief' ? 'review.in-brief' : 'review.in-draft');
  return <Passage where={where} quote={quote} onGo={isHere ? () => void goToQuote(sceneId, quote) : null} />;
}

interface PassageProps {
  readonly where: string;
  readonly quote: string;
  readonly onGo: (() => void) | null;
}

function Passage({ where, quote, onGo }: PassageProps): ReactNode {
  const words = (
    <>
      <span className="evidence-where">{where}</span>
      {quote !== '' && <q className="evidence-quote">{quote}</q>}
    </>
  );
  return (
    <li>
      {onGo === null ? (
        <div className="evidence-passage">{words}</div>
      ) : (
        <button type="button" className="evidence-passage evidence-way" onClick={onGo}>
          {words}
        </button>
      )}
    </li>
  );
}
