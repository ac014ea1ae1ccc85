import type { ChildNode, Element } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import mammoth from 'mammoth';
import type { Inline } from '../../../../src-shared/domain/prose.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { joinEqualMarks, withMarks, type Mark } from '../../inline-runs.ts';
import { headingKind } from './heading-kind.ts';
import type { Content, Part } from './part.ts';

/** Word's own styles beyond those the converter knows; footnotes, comments and pictures are left out. */
const styles = [
  "p[style-name='Title'] => h1.title:fresh",
  "p[style-name='Subtitle'] => p.byline:fresh",
  "p[style-name='Quote'] => blockquote:fresh",
  "p[style-name='Intense Quote'] => blockquote:fresh",
  "p[style-name='Block Text'] => blockquote:fresh",
  'comment-reference => ',
  'u => em',
];

/** A Word document as paragraphs, quotations, breaks and headings. Throws IMPORT_NOT_WORD for a file that is none. */
export async function partsOfDocx(bytes: Uint8Array, path: string): Promise<readonly Part[]> {
  const html = await toHtml(bytes, path);
  return parseDocument(html).children.flatMap(partOf);
}

async function toHtml(bytes: Uint8Array, path: string): Promise<string> {
  try {
    const options = {
      styleMap: styles,
      ignoreEmptyParagraphs: false,
      convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
    };
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value;
  } catch (error) {
    throw new AppError('IMPORT_NOT_WORD', { path }, error);
  }
}

const isElement = (node: ChildNode): node is Element => node.type === 'tag';

function partOf(node: ChildNode): readonly Part[] {
  if (!isElement(node)) return [];
  if (node.name === 'blockquote') return [{ kind: 'quotation', paragraphs: [contentOf(node)] }];
  if (/^(?:ul|ol|table|tbody|thead|tr|td|th|div)$/.test(node.name)) return node.children.flatMap(partOf);
  if (node.name === 'li') return [{ kind: 'paragraph', content: contentOf(node) }];
  const content = contentOf(node);
  const text = content
    .map((run) => (run.type === 'text' ? run.text : ' '))
    .join('')
    .trim();
  if (/^h[1-6]$/.test(node.name)) {
    if (text === '') return [];
    const isTitle = node.attribs['class'] === 'title';
    return [{ kind: 'heading', depth: isTitle ? 0 : Number(node.name[1]), text }];
  }
  if (node.name !== 'p' || text === '') return [];
  if (node.attribs['class'] === 'byline') return [{ kind: 'byline', text }];
  if (/^(?:[*#⁂※~•]|[*#~-](?:\s*[*#~-])+|[—–_]{2,})$/u.test(text)) return [{ kind: 'break' }];
  if (text.length <= 60 && headingKind(text) !== null)
    return [{ kind: 'heading', depth: headingKind(text) === 'act' ? 1 : 2, text }];
  return [{ kind: 'paragraph', content }];
}

const marksOf: Readonly<Record<string, Mark>> = { em: 'italic', i: 'italic', strong: 'bold', b: 'bold' };

function contentOf(node: Element): Content {
  return joinEqualMarks(collect(node.children, []));
}

function collect(nodes: readonly ChildNode[], marks: readonly Mark[]): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    if (node.type === 'text') {
      const text = node.data.replace(/[\t\u00a0 ]+/g, ' ');
      return text === ''
        ? []
        : [
            withMarks(
              text,
              marks.map((type) => ({ type })),
            ),
          ];
    }
    if (!isElement(node) || node.name === 'sup' || node.name === 'img') return [];
    if (node.name === 'br') return [{ type: 'hardBreak' }];
    const mark = marksOf[node.name];
    return collect(node.children, mark && !marks.includes(mark) ? [...marks, mark] : marks);
  });
}
