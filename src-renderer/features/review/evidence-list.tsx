import type { ReactNode } from 'react';
import type { Evidence } from '../../../src-shared/domain/qa.ts';
import { chaptersOf, type Outline } from '../../../src-shared/domain/novel.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { ReviewedFinding } from '../../../src-shared/domain/reviewed-text.ts';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { goToFinding, goToQuote } from './go-to-passage.ts';
import { openLore } from './open-lore.ts';

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
  const outline = useNovel((state) => state.outline);
  if (source.kind === 'scene') {
    const where = nameScene(outline, { id: source.sceneId, title, say });
    return <Passage where={where} quote={quote} onGo={() => void goToQuote(source.sceneId, quote)} />;
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

/** A scene by its title, else by its place in its chapter; as the finding called it where it is gone. */
function nameScene(
  outline: Outline | null,
  { id, title, say }: { id: SceneId; title: string; say: ReturnType<typeof useSay> },
): string {
  for (const chapter of outline ? chaptersOf(outline) : []) {
    const at = chapter.scenes.findIndex((scene) => scene.id === id);
    if (at < 0) continue;
    const name = chapter.scenes[at]?.title;
    return name || say('review.scene-number', { scene: at + 1, chapter: chapter.number });
  }
  return title;
}
