import { Check, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DraftPart, DraftView } from '../../../src-shared/domain/draft-view.ts';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import { chaptersOf, type SceneSummary } from '../../../src-shared/domain/novel.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { acceptPieces } from './accept-draft.ts';
import { isTaken, wholeOf } from './draft-pieces.ts';
import { choosePlace, writeAgain } from './draft-store.ts';

export interface DraftPlaceProps {
  readonly view: DraftView;
  readonly part: DraftPart;
  readonly number: number;
}

/** Where a part of the draft would go, to be looked at and changed before it does. */
export function DraftPlaceHead({ view, part, number }: DraftPlaceProps): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const { draft } = view;
  const scenes = (outline ? chaptersOf(outline) : []).find(({ id }) => id === draft.chapterId)?.scenes ?? [];
  const { place } = part;
  const titleOf = ({ title, position }: SceneSummary): string =>
    title || say('draft.sceneNumber', { number: position + 1 });
  const choices = [
    ...scenes.map((scene) => ({
      id: scene.id as string,
      label: say(scene.wordCount === 0 ? 'draft.fills' : 'draft.follows', { scene: titleOf(scene) }),
    })),
    { id: 'new', label: say('draft.makes') },
  ];
  const blocks = draft.document.content.filter(({ attrs }) => part.blockIds.includes(attrs.id));
  const open = blocks.filter((block) => !isTaken(block, draft.taken));
  const isBegun = open.length < blocks.length;
  return (
    <div className="draft-place">
      <Select
        label={say('draft.place', { number: number + 1 })}
        isLabelHidden
        choices={choices}
        value={place.kind === 'makes' ? 'new' : place.sceneId}
        isDisabled={isBegun || draft.state !== 'open'}
        onChange={(id) => void choosePlace(number, id as SceneId | 'new')}
        className="draft-place-select"
      />
      {draft.state === 'open' && open.length > 0 && (
        <>
          <IconButton
            icon={Check}
            label={say('draft.acceptPart')}
            onPress={() => void acceptPieces({ pieces: open.map(wholeOf) })}
          />
          {!isBegun && (
            <IconButton
              icon={RotateCcw}
              label={say('draft.partAgain')}
              onPress={() => void writeAgain(part.blockIds)}
            />
          )}
        </>
      )}
    </div>
  );
}
