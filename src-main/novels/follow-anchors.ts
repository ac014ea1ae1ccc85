import { anchorTo, type Anchor } from '../../src-shared/domain/anchor.ts';
import type { SceneId } from '../../src-shared/domain/ids.ts';
import { locate } from '../../src-shared/domain/locate-anchor.ts';
import { paragraphsOf, type ProseDocument } from '../../src-shared/domain/prose.ts';
import type { Follow } from '../../src-shared/domain/split-document.ts';
import type { AnchorBefore, UndoChange } from '../../src-shared/domain/undo.ts';
import { listAnchors, setAnchors } from '../db/anchors.ts';
import { write } from '../db/connection.ts';

/** A scene's text as it was, and where its parts went. */
export interface MovedText {
  readonly sceneId: SceneId;
  readonly before: ProseDocument;
  readonly follow: Follow;
  /** The scenes the parts stand in now, with their text, in the order `follow` counts them. */
  readonly parts: readonly { readonly sceneId: SceneId; readonly document: ProseDocument }[];
}

/**
 * Lets the findings and patches of a scene follow its text, and answers how they pointed before. One whose words were
 * cut in two stays as it was: a review says that it could not be placed.
 */
export const followAnchors = write((db, moved: MovedText): UndoChange => {
  const anchors = listAnchors(db, { kind: 'scene', sceneId: moved.sceneId });
  setAnchors(
    db,
    anchors.flatMap((known): readonly AnchorBefore[] => {
      const anchor = newAnchor(known.anchor, moved);
      return anchor ? [{ ...known, anchor }] : [];
    }),
  );
  return { type: 'anchors', before: anchors };
});

function newAnchor(anchor: Anchor, { before, follow, parts }: MovedText): Anchor | null {
  const place = locate(anchor, before);
  const found = place && follow(place);
  const part = found && parts[found.part];
  const paragraph = part && paragraphsOf(part.document).find(({ attrs }) => attrs.id === found.place.blockId);
  if (!paragraph) return null;
  const { start, end } = found.place;
  return anchorTo({ target: { kind: 'scene', sceneId: part.sceneId }, paragraph, start, end });
}
