import type { Heading, Root } from 'mdast';
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { frontmatter } from 'micromark-extension-frontmatter';
import type { LoreContent, LoreKind, LoreRelation } from '../../../src-shared/domain/lore.ts';
import { withoutLinks } from '../../../src-shared/text/lore-text.ts';
import { readFrontMatter } from './front-matter.ts';
import { invalid, loreContent } from './lore-content.ts';
import { kindOf, kindOfFolder, titleOfFile } from './lore-kind.ts';
import { linkedMentions, parseRelation } from './relations.ts';

/** A heading that says what stands under it rather than naming an entry. */
const collections = /^(?:world ?book|lore ?book|lore|world|glossary|encyclop(?:a?e)dia|bible|story bible)$/iu;
const relationsHeading = /^(?:relations|relationships|hubungan)$/iu;

interface Part {
  readonly title: string;
  readonly kind: LoreKind | null;
  readonly body: string;
}

/**
 * A Markdown file's entries. With front matter, or with one title, it is one entry; without front matter several
 * first-level headings are an entry each, and under a heading like "Characters" (or with none above them) the
 * second-level ones are. Throws IMPORT_INVALID.
 */
export function parseMarkdown(text: string, path: string): LoreContent[] {
  const { matter, bodyFrom, root } = readHead(text);
  const folderKind = kindOfFolder(path);
  if (matter === null) {
    const parts = partsOf(root, text);
    if (parts.length > 0) return parts.map((part) => entryOf(part, { path, folderKind }));
  }
  const whole = wholeFile(root, { text, path, bodyFrom });
  const place = { path, entry: whole.title };
  const front = matter === null ? null : readFrontMatter(matter, place);
  const entry = entryOf(
    { ...whole, title: front?.title ?? whole.title, kind: front?.kind ?? null },
    { path, folderKind, front },
  );
  if (entry.body === '' && front === null) throw invalid(place, 'text', 'the file is empty');
  return [entry];
}

interface Head {
  readonly matter: string | null; // the YAML above the text
  readonly bodyFrom: number;
  readonly root: Root;
}

const aboveText = /^---[ \t]*\n((?:[^\n\r]*\n)*?)---[ \t]*(?:\n|$)/u;
const mayBeTitle = /^[ \t]*[#=]|\r/mu;

/**
 * What stands above a file's text, and the text's blocks. Of front matter above a text without a title nothing more
 * need be known: a worldbook has hundreds of such files, and reading their blocks is most of the work.
 */
function readHead(text: string): Head {
  const [above, matter] = aboveText.exec(text) ?? [];
  if (above !== undefined && matter !== undefined && !mayBeTitle.test(text.slice(above.length)))
    return {
      matter: matter.replace(/\n$/u, ''),
      bodyFrom: above.length,
      root: { type: 'root', children: [] },
    };
  const root = fromMarkdown(text, {
    extensions: [frontmatter(['yaml'])],
    mdastExtensions: [frontmatterFromMarkdown(['yaml'])],
  });
  const yaml = root.children[0]?.type === 'yaml' ? root.children[0] : null;
  return { matter: yaml?.value ?? null, bodyFrom: yaml?.position?.end.offset ?? 0, root };
}

function wholeFile(
  root: Root,
  { text, path, bodyFrom }: { text: string; path: string; bodyFrom: number },
): Part {
  const first = root.children.find((node) => node.type !== 'yaml');
  const titled = first?.type === 'heading' && first.depth === 1 ? first : null;
  const heading = titled === null ? '' : plain(titled);
  return {
    title: heading === '' ? titleOfFile(path) : heading,
    kind: null,
    body: text.slice(titled === null ? bodyFrom : endOf(titled)).trim(),
  };
}

/** The file's entries by its headings; none when it is one entry. */
function partsOf(root: Root, text: string): Part[] {
  const headings = root.children.filter(
    (node): node is Heading => node.type === 'heading' && node.depth <= 2 && plain(node) !== '',
  );
  const tops = headings.filter(({ depth }) => depth === 1);
  const isCollection = (heading: Heading): boolean =>
    heading.depth === 1 && (kindOf(plain(heading)) !== null || collections.test(plain(heading)));
  if (tops.length === 0 && (headings.length < 2 || headings.some(isSection))) return [];
  if (tops.length === 1 && !headings.some(isCollection)) return [];

  const parts: Part[] = [];
  let hint: LoreKind | null = null;
  let under: 'collection' | 'entry' = tops.length === 0 ? 'collection' : 'entry';
  const starts: { heading: Heading; kind: LoreKind | null; isEntry: boolean }[] = [];
  for (const heading of headings) {
    if (heading.depth === 1) {
      under = isCollection(heading) ? 'collection' : 'entry';
      hint = under === 'collection' ? kindOf(plain(heading)) : null;
      starts.push({ heading, kind: null, isEntry: under === 'entry' });
    } else if (under === 'collection') starts.push({ heading, kind: hint, isEntry: true });
  }
  starts.forEach(({ heading, kind, isEntry }, at) => {
    const next = starts[at + 1]?.heading;
    const body = text.slice(endOf(heading), next === undefined ? text.length : startOf(next)).trim();
    // What a collection says before its first entry is kept as an entry too: no text is lost.
    if (isEntry || body !== '') parts.push({ title: plain(heading), kind, body });
  });
  const preface = text.slice(0, starts[0] === undefined ? 0 : startOf(starts[0].heading)).trim();
  if (preface !== '') parts.unshift({ title: '', kind: null, body: preface });
  return parts;
}

function entryOf(
  { title, kind, body }: Part,
  {
    path,
    folderKind,
    front = null,
  }: { path: string; folderKind: LoreKind | null; front?: ReturnType<typeof readFrontMatter> | null },
): LoreContent {
  const named = title === '' ? titleOfFile(path) : title;
  const given: LoreRelation[] = [...(front?.relations ?? []), ...listedRelations(body)];
  return loreContent({
    ...front?.content,
    title: named,
    kind: kind ?? folderKind ?? 'note',
    body,
    attributes: { ...front?.attributes },
    relations: [...given, ...linkedMentions(body, given, named)],
    source: path,
  });
}

/** The items of the list under "Relations" that name an entry. */
function listedRelations(body: string): LoreRelation[] {
  const relations: LoreRelation[] = [];
  let inside = false;
  for (const line of body.split('\n')) {
    const heading = /^#{2,6}\s+(.*?)\s*#*$/u.exec(line)?.[1];
    if (heading !== undefined) inside = relationsHeading.test(heading);
    const item = inside ? /^\s*[-*+]\s+(.*)$/u.exec(line)?.[1] : undefined;
    const relation = item === undefined ? null : parseRelation(item);
    if (relation !== null) relations.push(relation);
  }
  return relations;
}

const isSection = (heading: Heading): boolean => relationsHeading.test(plain(heading));
const plain = (heading: Heading): string => withoutLinks(toString(heading)).trim();
const startOf = (heading: Heading): number => heading.position?.start.offset ?? 0;
const endOf = (heading: Heading): number => heading.position?.end.offset ?? 0;
