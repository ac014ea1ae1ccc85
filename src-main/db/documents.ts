import { createHash } from 'node:crypto';
import type { Hash } from '../../src-shared/domain/ids.ts';
import {
  Block,
  paragraphsOf,
  textOf,
  type Inline,
  type ProseDocument,
} from '../../src-shared/domain/prose.ts';
import { AppError } from '../../src-shared/errors.ts';
import { countWords } from '../../src-shared/text/words.ts';

/** SHA-256 of a text in lower-case hex, by the native code: a save must not wait for it. */
export function sha256(text: string): Hash {
  return createHash('sha256').update(text).digest('hex') as Hash;
}

const quote = JSON.stringify;

/** What `canonicalJson` makes of a block, written out for the prose schema: four times as fast, and a save waits for it. */
function blockJson(block: Block): string {
  const attrs = `{"attrs":{"id":${quote(block.attrs.id)}}`;
  if (block.type === 'sceneBreak') return `${attrs},"type":"sceneBreak"}`;
  if (block.content === undefined) return `${attrs},"type":${quote(block.type)}}`;
  const content = block.type === 'paragraph' ? block.content.map(inlineJson) : block.content.map(blockJson);
  return `${attrs},"content":[${content.join(',')}],"type":${quote(block.type)}}`;
}

function inlineJson(inline: Inline): string {
  if (inline.type === 'hardBreak') return '{"type":"hardBreak"}';
  const text = `"text":${quote(inline.text)},"type":"text"}`;
  if (!inline.marks) return `{${text}`;
  return `{"marks":[${inline.marks.map(({ type }) => `{"type":${quote(type)}}`).join(',')}],${text}`;
}

/** A document's canonical JSON. */
export function documentJson({ content }: ProseDocument): string {
  return `{"content":[${content.map(blockJson).join(',')}],"type":"doc"}`;
}

/** SHA-256 of a document's canonical JSON: equal documents have equal hashes. */
export function documentHash(document: ProseDocument): Hash {
  return sha256(documentJson(document));
}

/** Blocks that were checked lately, with their words: a save changes one paragraph among hundreds. */
const checked = {
  language: '',
  blocks: new Map<string, { readonly json: string; readonly words: number }>(),
};
const mostChecked = 5000;

function checkedWords(block: Block, json: string): number {
  const known = checked.blocks.get(block.attrs.id);
  if (known?.json === json) return known.words;
  const words = countDocumentWords({ type: 'doc', content: [Block.parse(block)] }, checked.language);
  if (checked.blocks.size >= mostChecked) checked.blocks.clear();
  checked.blocks.set(block.attrs.id, { json, words });
  return words;
}

/** What a scene's row keeps of its document. */
export interface StoredDocument {
  readonly doc: string;
  readonly docHash: Hash;
  readonly words: number;
}

/**
 * A document as its row keeps it: canonical JSON, its hash and its words in the novel's language. Throws INPUT_INVALID
 * for what could not be read again.
 */
export function storedDocument(document: ProseDocument, language: string): StoredDocument {
  if (checked.language !== language) {
    checked.language = language;
    checked.blocks.clear();
  }
  try {
    let words = 0;
    const blocks = document.content.map((block) => {
      const json = blockJson(block);
      words += checkedWords(block, json);
      return json;
    });
    requireUniqueIds(document);
    const doc = `{"content":[${blocks.join(',')}],"type":"doc"}`;
    return { doc, docHash: sha256(doc), words };
  } catch (error) {
    throw new AppError('INPUT_INVALID', { field: 'document', reason: String(error) }, error);
  }
}

function requireUniqueIds({ content }: ProseDocument): void {
  if (content.length === 0) throw new Error('no block');
  const seen = new Set<string>();
  const see = ({ attrs }: Block): void => {
    if (seen.has(attrs.id)) throw new Error(`block id ${attrs.id} stands twice`);
    seen.add(attrs.id);
  };
  for (const block of content) {
    see(block);
    if (block.type === 'quotation') block.content.forEach(see);
  }
}

/** The words of a document's paragraphs, those inside quotations too. */
export function countDocumentWords(document: ProseDocument, language: string): number {
  return paragraphsOf(document).reduce((sum, paragraph) => sum + countWords(textOf(paragraph), language), 0);
}
