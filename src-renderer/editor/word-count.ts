import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import { countWords } from '../../src-shared/text/words.ts';
import { eachParagraph, textOfNode } from './positions.ts';

const known = new WeakMap<Node, number>();

/** A paragraph's words as main counts them; a paragraph that did not change is not counted again. */
function wordsOfParagraph(node: Node, language: string): number {
  const counted = known.get(node) ?? countWords(textOfNode(node), language);
  known.set(node, counted);
  return counted;
}

/** The words of a document. */
export function wordsOf(doc: Node, language: string): number {
  let words = 0;
  eachParagraph(doc, ({ node }) => void (words += wordsOfParagraph(node, language)));
  return words;
}

/** The words of what is selected, 0 where nothing is. */
export function selectedWords(
  { doc, selection: { from, to, empty } }: EditorState,
  language: string,
): number {
  if (empty) return 0;
  let words = 0;
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const [start, end] = [Math.max(0, from - pos - 1), Math.min(node.content.size, to - pos - 1)];
    const isWhole = start === 0 && end === node.content.size;
    words += isWhole
      ? wordsOfParagraph(node, language)
      : countWords(node.textBetween(start, end, undefined, '\n'), language);
    return false;
  });
  return words;
}
