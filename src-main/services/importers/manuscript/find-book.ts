import type { ManuscriptOptions } from '../../../../src-shared/domain/manuscript.ts';
import { headingKind, numberedTitle, type HeadingKind } from './heading-kind.ts';
import type { FoundAct, FoundBook, FoundChapter, FoundScene, Part } from './part.ts';

/** A file's parts, and the title it has by its name where nothing in it says one. */
export interface ManuscriptFile {
  readonly name: string;
  /** The folder it stood in, "" at the top: an act where there are several. */
  readonly folder: string;
  readonly parts: readonly Part[];
}

type Level = 'title' | 'act' | 'chapter' | 'scene';
type Prose = FoundScene['parts'][number];

/**
 * Acts, chapters and scenes of a manuscript. Headings say them by their words ("Part Two", "Chapter 3") and else by
 * their depth; files without a chapter heading are a chapter each; scene breaks part scenes.
 */
export function findBook(given: readonly ManuscriptFile[], options: ManuscriptOptions): FoundBook {
  const files = given.map((file) => ({ ...file, parts: withByline(file.parts) }));
  if (options.chapters === 'one') return { title: null, byline: null, acts: [oneChapter(files, options)] };
  const books = files.map((file) => findInFile(file, { options, isAlone: files.length === 1 }));
  const acts = files.flatMap((file, at) =>
    (books[at]?.acts ?? []).map((act) => ({ ...act, title: act.title || file.folder })),
  );
  const title = files.length === 1 ? (books[0]?.title ?? null) : null;
  const byline = title === null ? null : (books[0]?.byline ?? null);
  return { title, byline, acts: withPlainTitles(joinActs(acts)) };
}

function oneChapter(files: readonly ManuscriptFile[], options: ManuscriptOptions): FoundAct {
  const prose = files.flatMap(({ parts }) => parts.map(asProse));
  return { title: '', chapters: [{ title: '', scenes: scenesOf(prose, { options, title: '' }) }] };
}

interface InFile {
  readonly options: ManuscriptOptions;
  readonly isAlone: boolean;
}

function findInFile({ name, parts }: ManuscriptFile, { options, isAlone }: InFile): FoundBook {
  const levels = levelsOf(parts);
  const hasChapters = levels.some((level) => level === 'chapter');
  let title: string | null = null;
  const acts: { title: string; chapters: FoundChapter[] }[] = [];
  let chapter: { title: string; scenes: { title: string; parts: Prose[] }[] } | null = null;
  const closeChapter = (): void => {
    if (chapter) {
      const scenes = chapter.scenes.flatMap((scene) =>
        scenesOf(scene.parts, { options, title: scene.title }),
      );
      const isEmpty = scenes.length === 0 && chapter.title === '';
      if (!isEmpty)
        (acts.at(-1) ?? pushed(acts, { title: '', chapters: [] })).chapters.push({
          title: chapter.title,
          scenes,
        });
    }
    chapter = null;
  };
  const openChapter = (words: string) => {
    closeChapter();
    return (chapter = { title: words, scenes: [{ title: '', parts: [] }] });
  };
  let byline: string | null = null;
  parts.forEach((part, at) => {
    const level = levels[at];
    if (part.kind === 'byline') {
      byline = part.text;
    } else if (part.kind !== 'heading') {
      (chapter ?? openChapter(hasChapters ? '' : isAlone ? '' : name)).scenes.at(-1)?.parts.push(part);
    } else if (level === 'title') {
      title = part.text;
    } else if (level === 'act') {
      closeChapter();
      acts.push({ title: part.text, chapters: [] });
    } else if (level === 'chapter') {
      openChapter(part.text);
    } else {
      (chapter ?? openChapter(isAlone ? '' : name)).scenes.push({ title: part.text, parts: [] });
    }
  });
  closeChapter();
  return { title, byline, acts };
}

const pushed = <Item>(list: Item[], item: Item): Item => {
  list.push(item);
  return item;
};

/** What each part that is a heading opens; null for the rest. */
function levelsOf(parts: readonly Part[]): readonly (Level | null)[] {
  const headings = parts.flatMap((part, at) => (part.kind === 'heading' ? [{ ...part, at }] : []));
  const said = headings.map(({ text }) => headingKind(text));
  const [first] = headings;
  const isTitle =
    first?.at === 0 &&
    said[0] === null &&
    headings.length > 1 &&
    headings.filter(({ depth }) => depth === first.depth).length === 1 &&
    headings.every(({ depth }, at) => at === 0 || depth > first.depth || said[at] !== null);
  const ranked = headings.slice(isTitle ? 1 : 0);
  const depths = [...new Set(ranked.map(({ depth }) => depth))].toSorted((one, other) => one - other);
  const byDepth = new Map(depths.map((depth, at) => [depth, levelOfDepth(at, { depths, ranked })]));
  const levels: (Level | null)[] = parts.map(() => null);
  headings.forEach((heading, at) => {
    levels[heading.at] =
      isTitle && at === 0 ? 'title' : (said[at] ?? byDepth.get(heading.depth) ?? 'chapter');
  });
  return levels;
}

interface Depths {
  readonly depths: readonly number[];
  readonly ranked: readonly { readonly depth: number; readonly text: string }[];
}

/** The chapters' depth is the one whose headings say so, the one under acts that do, else the first, or the second of three. */
function levelOfDepth(at: number, { depths, ranked }: Depths): Level {
  const depthOf = (kind: HeadingKind): number =>
    depths.findIndex((depth) =>
      ranked.some((heading) => heading.depth === depth && headingKind(heading.text) === kind),
    );
  const [spoken, acts] = [depthOf('chapter'), depthOf('act')];
  const chapters = spoken !== -1 ? spoken : acts !== -1 ? acts + 1 : depths.length > 2 ? 1 : 0;
  return at < chapters ? 'act' : at === chapters ? 'chapter' : 'scene';
}

interface OfScene {
  readonly options: ManuscriptOptions;
  readonly title: string;
}

/** Prose parted at its breaks, where breaks part scenes; a title stays with the first. */
function scenesOf(parts: readonly Prose[], { options, title }: OfScene): readonly FoundScene[] {
  const scenes: Prose[][] = [[]];
  for (const part of parts)
    if (part.kind === 'break' && options.splitScenes) scenes.push([]);
    else scenes.at(-1)?.push(part);
  const written = scenes.filter((scene) => scene.some(({ kind }) => kind !== 'break'));
  return written.map((scene, at) => ({ title: at === 0 ? title : '', parts: scene }));
}

/** A short line alone between the book's title and its first chapter says who wrote it. */
function withByline(parts: readonly Part[]): readonly Part[] {
  const [title, line, next] = parts;
  if (title?.kind !== 'heading' || line?.kind !== 'paragraph' || next?.kind !== 'heading') return parts;
  if (levelsOf(parts)[0] !== 'title') return parts;
  const text = line.content.map((run) => (run.type === 'text' ? run.text : ' ')).join('');
  const isLine = text.length <= 60 && !/[.!?…]["”’]?$/u.test(text.replace(/\b\p{Lu}\.$/u, ''));
  return isLine ? [title, { kind: 'byline', text }, ...parts.slice(2)] : parts;
}

const asProse = (part: Part): Prose =>
  part.kind === 'byline'
    ? { kind: 'paragraph', content: [{ type: 'text', text: part.text }] }
    : part.kind === 'heading'
      ? { kind: 'paragraph', content: [{ type: 'text', text: part.text, marks: [{ type: 'bold' }] }] }
      : part;

/** Neighbours of one title are one act: files of one folder. */
function joinActs(acts: readonly FoundAct[]): readonly FoundAct[] {
  const joined: { title: string; chapters: FoundChapter[] }[] = [];
  for (const { title, chapters } of acts) {
    const last = joined.at(-1);
    if (last && last.title === title) last.chapters.push(...chapters);
    else joined.push({ title, chapters: [...chapters] });
  }
  return joined.filter(({ chapters }) => chapters.length > 0);
}

/** "Chapter 3: The Storm" is "The Storm" where every chapter's own number is the one it gets here anyway. */
function withPlainTitles(acts: readonly FoundAct[]): readonly FoundAct[] {
  const chapters = acts.flatMap((act) => act.chapters);
  const numbered = chapters.map(({ title }) => numberedTitle(title));
  if (!numbered.every((found, at) => found?.number === at + 1)) return acts;
  let at = 0;
  return acts.map((act) => ({
    ...act,
    chapters: act.chapters.map((chapter) => ({ ...chapter, title: numbered[at++]?.title ?? chapter.title })),
  }));
}
