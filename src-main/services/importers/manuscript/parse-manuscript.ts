import { readFile } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import type { BlockId } from '../../../../src-shared/domain/ids.ts';
import type { ImportNote } from '../../../../src-shared/domain/import.ts';
import type { ManuscriptFormat, ManuscriptOptions } from '../../../../src-shared/domain/manuscript.ts';
import {
  emptyProse,
  type Block,
  type Paragraph,
  type ProseDocument,
} from '../../../../src-shared/domain/prose.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { countDocumentWords, storedDocument, type StoredDocument } from '../../../db/documents.ts';
import { newId } from '../../ids.ts';
import { decodeText } from '../decode-text.ts';
import { listFiles, manuscriptEndings, type ListedFile } from '../list-files.ts';
import { findBook, type ManuscriptFile } from './find-book.ts';
import type { Content, FoundScene, Part } from './part.ts';
import { partsOfDocx } from './parts-of-docx.ts';
import { partsOfMarkdown } from './parts-of-markdown.ts';
import { partsOfText } from './parts-of-text.ts';

/** Where a manuscript comes from: files and folders, or a text that was pasted. */
export type ManuscriptSource = { readonly paths: readonly string[] } | { readonly text: string };

export interface ParsedScene {
  readonly title: string;
  /** Its first words, for the preview. */
  readonly opening: string;
  readonly stored: StoredDocument;
}

/** A manuscript as it would be written: every scene ready for its row. */
export interface ParsedManuscript {
  readonly title: string | null;
  readonly files: readonly {
    readonly path: string;
    readonly format: ManuscriptFormat;
    readonly words: number;
  }[];
  readonly acts: readonly {
    readonly title: string;
    readonly chapters: readonly { readonly title: string; readonly scenes: readonly ParsedScene[] }[];
  }[];
  readonly notes: readonly ImportNote[];
}

export interface ParseManuscript {
  readonly source: ManuscriptSource;
  readonly options: ManuscriptOptions;
  /** Of the novel it goes into: words are counted by it. */
  readonly language: string;
}

/** Reads a whole manuscript before anything is written. Throws an IMPORT_ error that names the file. */
export async function parseManuscript({
  source,
  options,
  language,
}: ParseManuscript): Promise<ParsedManuscript> {
  const read = 'text' in source ? [pasted(source.text)] : await readFiles(source.paths);
  const book = findBook(read, options);
  const acts = book.acts.map(({ title, chapters }) => ({
    title,
    chapters: chapters.map((chapter) => ({
      title: chapter.title,
      scenes: chapter.scenes.map((scene) => toScene(scene, language)),
    })),
  }));
  if (acts.every(({ chapters }) => chapters.length === 0))
    throw new AppError('IMPORT_EMPTY', { path: 'text' in source ? '' : source.paths.join(', ') });
  const files = read.map(({ path, format, parts }) => ({ path, format, words: wordsOf(parts, language) }));
  const notes =
    book.byline === null
      ? []
      : [{ file: files[0]?.path ?? '', key: 'import.byline', values: { line: book.byline } }];
  return { title: book.title, files, acts, notes };
}

interface ReadFile extends ManuscriptFile {
  readonly path: string;
  readonly format: ManuscriptFormat;
}

const pasted = (text: string): ReadFile => ({
  path: '',
  name: '',
  folder: '',
  format: 'text',
  parts: partsOfText(text),
});

const byName = new Intl.Collator('en', { numeric: true });

async function readFiles(paths: readonly string[]): Promise<readonly ReadFile[]> {
  const listed = listFiles(paths, manuscriptEndings).toSorted((one, other) =>
    byName.compare(one.path, other.path),
  );
  const read: ReadFile[] = [];
  for (const file of listed) read.push(await readOne(file));
  return read;
}

async function readOne({ absolute, path }: ListedFile): Promise<ReadFile> {
  const bytes = await readFile(absolute).catch((error: unknown) => {
    throw new AppError('IMPORT_NOT_FOUND', { path: absolute }, error);
  });
  const named = { path, name: titleOf(path), folder: folderOf(path) };
  const ending = extname(path).toLowerCase();
  if (ending === '.docx') return { ...named, format: 'docx', parts: await partsOfDocx(bytes, path) };
  const text = decodeText(bytes, path);
  if (ending.startsWith('.t')) return { ...named, format: 'text', parts: partsOfText(text) };
  return { ...named, format: 'markdown', parts: partsOfMarkdown(text) };
}

/** "03 - The Storm.md" is called "The Storm". */
const titleOf = (path: string): string =>
  (path.split('/').at(-1) ?? path)
    .replace(/\.\w+$/, '')
    .replace(/^\d+\s*[-_. ]\s*/, '')
    .replaceAll('_', ' ')
    .trim();

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : titleOf(`${folder}.`);
}

function toScene({ title, parts }: FoundScene, language: string): ParsedScene {
  const document = toDocument(parts);
  const opening = parts.find((part) => part.kind !== 'break');
  return {
    title,
    opening: opening ? textOfPart(opening).slice(0, 120) : '',
    stored: storedDocument(document, language),
  };
}

const attrs = (): { id: BlockId } => ({ id: newId<BlockId>() });
const toParagraph = (content: Content): Paragraph => ({ type: 'paragraph', attrs: attrs(), content });

function toDocument(parts: FoundScene['parts']): ProseDocument {
  const content = parts.map((part): Block => {
    if (part.kind === 'break') return { type: 'sceneBreak', attrs: attrs() };
    if (part.kind === 'paragraph') return toParagraph(part.content);
    return { type: 'quotation', attrs: attrs(), content: part.paragraphs.map(toParagraph) };
  });
  return content.length > 0 ? { type: 'doc', content } : emptyProse(newId);
}

function textOfPart(part: FoundScene['parts'][number]): string {
  if (part.kind === 'break') return '';
  const runs = part.kind === 'paragraph' ? part.content : part.paragraphs.flat();
  return runs.map((run) => (run.type === 'text' ? run.text : ' ')).join('');
}

function wordsOf(parts: readonly Part[], language: string): number {
  const paragraphs = parts.flatMap((part) =>
    part.kind === 'paragraph' ? [part.content] : part.kind === 'quotation' ? part.paragraphs : [],
  );
  return countDocumentWords({ type: 'doc', content: paragraphs.map(toParagraph) }, language);
}
