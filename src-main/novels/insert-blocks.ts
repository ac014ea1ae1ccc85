import type { Draft } from '../../src-shared/domain/draft.ts';
import type { BlockId, SceneId } from '../../src-shared/domain/ids.ts';
import { paragraphsOf, textOf, type Block, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { hasWords } from './scene-parts.ts';

export interface Insertion {
  readonly block: Block;
  /** Where it stands in the draft: from which block. */
  readonly from: BlockId;
}

export interface InsertionPlace {
  readonly draft: Draft;
  readonly sceneId: SceneId;
  /** The draft's part the blocks are of: they keep its order among what was taken before. */
  readonly partIds: readonly BlockId[];
  /** They go after this block of the scene, where it stands there. */
  readonly after?: BlockId | undefined;
}

/**
 * A scene's document with blocks put in; no word that stands there is touched. Beside paragraphs of the same part
 * that were taken before the draft's order is kept; else they go to the end. An empty scene is filled.
 */
export function insertBlocks(
  document: ProseDocument,
  inserted: readonly Insertion[],
  place: InsertionPlace,
): ProseDocument {
  if (!hasWords(document)) return { ...document, content: inserted.map(({ block }) => block) };
  let content: readonly Block[] = document.content;
  let { after } = place;
  for (const { block, from } of inserted) {
    const at = indexFor(content, { ...place, from, after });
    content = content.toSpliced(at, 0, block);
    if (after !== undefined) after = block.attrs.id;
    place = {
      ...place,
      draft: {
        ...place.draft,
        taken: [
          ...place.draft.taken,
          { blockId: from, start: 0, end: 0, sceneId: place.sceneId, sceneBlockId: block.attrs.id },
        ],
      },
    };
  }
  return { ...document, content: withoutEmptyCursorLine(content, place.after) };
}

/** An empty paragraph that the cursor stood in makes room. */
function withoutEmptyCursorLine(content: readonly Block[], after: BlockId | undefined): readonly Block[] {
  return content.filter(
    (block) => block.attrs.id !== after || block.type !== 'paragraph' || textOf(block).trim() !== '',
  );
}

function indexFor(
  content: readonly Block[],
  { draft, sceneId, partIds, from, after }: InsertionPlace & { readonly from: BlockId },
): number {
  const indexOf = (id: BlockId): number => content.findIndex((block) => holds(block, id));
  const cursor = after === undefined ? -1 : indexOf(after);
  if (cursor >= 0) return cursor + 1;
  const mine = draft.taken
    .filter((piece) => piece.sceneId === sceneId && partIds.includes(piece.blockId))
    .map(({ blockId, sceneBlockId }) => ({ rank: partIds.indexOf(blockId), at: indexOf(sceneBlockId) }))
    .filter(({ at }) => at >= 0);
  const rank = partIds.indexOf(from);
  const before = mine.filter((one) => one.rank <= rank).map(({ at }) => at);
  if (before.length > 0) return Math.max(...before) + 1;
  const behind = mine.filter((one) => one.rank > rank).map(({ at }) => at);
  return behind.length > 0 ? Math.min(...behind) : content.length;
}

const holds = (block: Block, id: BlockId): boolean =>
  block.attrs.id === id || (block.type === 'quotation' && block.content.some(({ attrs }) => attrs.id === id));

/** Every id of a document's blocks. */
export function idsOf(document: ProseDocument): ReadonlySet<BlockId> {
  return new Set([
    ...document.content.map(({ attrs }) => attrs.id),
    ...paragraphsOf(document).map(({ attrs }) => attrs.id),
  ]);
}
