import { paragraphsOf, textOf, type Block, type ProseDocument } from '../../src-shared/domain/prose.ts';

/** A document parted at its scene breaks; parts without words are left out, blocks keep their ids. */
export function partsOf(document: ProseDocument): readonly ProseDocument[] {
  const parts: Block[][] = [[]];
  for (const block of document.content)
    if (block.type === 'sceneBreak') parts.push([]);
    else parts.at(-1)?.push(block);
  return parts.map((content): ProseDocument => ({ type: 'doc', content })).filter(hasWords);
}

/** True where any paragraph holds more than white space. */
export function hasWords(document: ProseDocument): boolean {
  return paragraphsOf(document).some((paragraph) => textOf(paragraph).trim() !== '');
}
