import { createHash } from 'node:crypto';
import type { Hash } from '../../src-shared/domain/ids.ts';
import { paragraphsOf, textOf, type ProseDocument } from '../../src-shared/domain/prose.ts';
import { countWords } from '../../src-shared/text/words.ts';

/** SHA-256 in lower-case hex, by the native code: a save must not wait for it. */
function sha256(text: string): Hash {
  return createHash('sha256').update(text).digest('hex') as Hash;
}

const keys = ['attrs', 'content', 'id', 'marks', 'text', 'type']; // all that the prose schema has, in order

/** A document's canonical JSON: what `canonicalJson` makes of it, at the speed of the built-in. */
export function documentJson(document: ProseDocument): string {
  return JSON.stringify(document, keys);
}

/** SHA-256 of a document's canonical JSON: equal documents have equal hashes. */
export function documentHash(document: ProseDocument): Hash {
  return sha256(documentJson(document));
}

/** A document as its row keeps it: canonical JSON, its hash and its words in the novel's language. */
export function storedDocument(document: ProseDocument, language: string) {
  const doc = documentJson(document);
  return { doc, docHash: sha256(doc), words: countDocumentWords(document, language) };
}

/** The words of a document's paragraphs, those inside quotations too. */
export function countDocumentWords(document: ProseDocument, language: string): number {
  return paragraphsOf(document).reduce((sum, paragraph) => sum + countWords(textOf(paragraph), language), 0);
}
