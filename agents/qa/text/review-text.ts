import type { AnchorTarget, Place } from '../../../src-shared/domain/anchor.ts';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import { textOf, type Paragraph, type ProseDocument } from '../../../src-shared/domain/prose.ts';
import { wordSegmenter } from '../../../src-shared/text/search-words.ts';
import { lowerCase } from '../../../src-shared/text/fold.ts';
import { dialogueOf, isInside, type Span } from './dialogue.ts';
import { reviewSentences } from './review-sentences.ts';

/** A word as it stands; `folded` is lower case and without a possessive ending. Offsets are its paragraph's. */
export interface Word extends Span {
  readonly text: string;
  readonly folded: string;
  readonly at: number; // its place among the text's words, from 0
  readonly sentence: number; // its sentence's number
  readonly blockId: BlockId;
  readonly paragraph: number;
  readonly isDialogue: boolean;
  readonly isItalic: boolean;
}

/** A sentence with its number, from 1, over the whole text. Offsets are its paragraph's. */
export interface Sentence extends Span {
  readonly number: number;
  readonly blockId: BlockId;
  readonly paragraph: number;
  readonly text: string;
  readonly words: readonly Word[];
}

export interface ReviewParagraph {
  readonly block: Paragraph;
  readonly blockId: BlockId;
  readonly text: string;
  readonly dialogue: readonly Span[];
  readonly isQuotation: boolean; // a letter, a sign, a verse: neither narration nor speech
  readonly sentences: readonly Sentence[];
}

/** A text as rules read it: paragraphs, numbered sentences, words. */
export interface ReviewText {
  readonly document: ProseDocument;
  readonly target: AnchorTarget;
  readonly language: string;
  readonly paragraphs: readonly ReviewParagraph[];
  readonly sentences: readonly Sentence[];
  readonly words: readonly Word[];
}

/** Cuts a document into what rules read, by the rules of its language. */
export function readText(document: ProseDocument, target: AnchorTarget, language: string): ReviewText {
  const counter = { sentence: 0, word: 0 };
  const paragraphs = blocksOf(document).map(({ block, isQuotation }, paragraph): ReviewParagraph => {
    const text = textOf(block);
    const dialogue = isQuotation ? [] : dialogueOf(text);
    const italics = italicsOf(block);
    const cut = { language, paragraph, blockId: block.attrs.id, dialogue, italics, counter };
    return {
      block,
      blockId: block.attrs.id,
      text,
      dialogue,
      isQuotation,
      sentences: reviewSentences(text, language).map((span) => readSentence(text, span, cut)),
    };
  });
  const sentences = paragraphs.flatMap((paragraph) => paragraph.sentences);
  return {
    document,
    target,
    language,
    paragraphs,
    sentences,
    words: sentences.flatMap(({ words }) => words),
  };
}

interface Cut {
  readonly language: string;
  readonly paragraph: number;
  readonly blockId: BlockId;
  readonly dialogue: readonly Span[];
  readonly italics: readonly Span[];
  readonly counter: { sentence: number; word: number };
}

function readSentence(text: string, { start, end }: Span, cut: Cut): Sentence {
  const sentence = ++cut.counter.sentence;
  const words: Word[] = [];
  for (const { segment, index, isWordLike } of wordSegmenter(cut.language).segment(text.slice(start, end))) {
    if (isWordLike !== true) continue;
    const from = start + index;
    words.push({
      text: segment,
      folded: lowerCase(segment.normalize('NFC'), cut.language)
        .replace(/['’]s?$/u, '')
        .replace(/’/gu, "'"),
      start: from,
      end: from + segment.length,
      at: cut.counter.word++,
      sentence,
      blockId: cut.blockId,
      paragraph: cut.paragraph,
      isDialogue: isInside(cut.dialogue, from),
      isItalic: isInside(cut.italics, from),
    });
  }
  return {
    number: sentence,
    blockId: cut.blockId,
    paragraph: cut.paragraph,
    start,
    end,
    text: text.slice(start, end),
    words,
  };
}

function blocksOf(document: ProseDocument): { block: Paragraph; isQuotation: boolean }[] {
  return document.content.flatMap((block): { block: Paragraph; isQuotation: boolean }[] => {
    if (block.type === 'paragraph') return [{ block, isQuotation: false }];
    return block.type === 'quotation'
      ? block.content.map((inner) => ({ block: inner, isQuotation: true }))
      : [];
  });
}

function italicsOf(paragraph: Paragraph): Span[] {
  let at = 0;
  return (paragraph.content ?? []).flatMap((part) => {
    const start = at;
    at += part.type === 'text' ? part.text.length : 1;
    const isItalic = part.type === 'text' && (part.marks?.some(({ type }) => type === 'italic') ?? false);
    return isItalic ? [{ start, end: at }] : [];
  });
}

/** True for a word the narrator says: not spoken, not thought in italics, not in a letter. */
export function isNarration(word: Word, text: ReviewText): boolean {
  return !word.isDialogue && !word.isItalic && text.paragraphs[word.paragraph]?.isQuotation !== true;
}

/** The words of a sentence that the narrator says. */
export function narrationOf(sentence: Sentence, text: ReviewText): readonly Word[] {
  return text.paragraphs[sentence.paragraph]?.isQuotation === true
    ? []
    : sentence.words.filter((word) => !word.isDialogue && !word.isItalic);
}

/** From the first to the last of some words of one paragraph. */
export function placeOf(first: Word, last: Word = first): Place {
  return { blockId: first.blockId, start: first.start, end: last.end };
}
