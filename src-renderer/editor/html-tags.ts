const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const blockTags = words(
  'p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote section article header footer main aside nav figure ' +
    'figcaption table tbody thead tr td th pre address center form fieldset hr body',
);
const silentTags = words(
  'script style head title template noscript iframe object svg math canvas audio video select textarea button',
);
const italicTags = words('i em cite var dfn');
const boldTags = words('b strong');

/** True for a tag that begins and ends a paragraph. */
export function isBlockTag(tag: string): boolean {
  return blockTags.has(tag);
}

/** True for a tag whose text is no prose. */
export function isSilentTag(tag: string): boolean {
  return silentTags.has(tag);
}

/** What a tag says of italic and bold; null where it says nothing. */
export interface TagMarks {
  readonly italic: boolean | null;
  readonly bold: boolean | null;
}

/** A tag's marks: word processors say them by style, and take them back by style. */
export function markOfTag(tag: string, style: string): TagMarks {
  const slant = /font-style\s*:\s*(italic|oblique|normal)/iu.exec(style)?.[1]?.toLowerCase();
  const weight = /font-weight\s*:\s*(bold|bolder|normal|lighter|\d+)/iu.exec(style)?.[1]?.toLowerCase();
  return {
    italic: slant !== undefined ? slant !== 'normal' : italicTags.has(tag) ? true : null,
    bold: weight !== undefined ? /^bold|^[6-9]\d\d/u.test(weight) : boldTags.has(tag) ? true : null,
  };
}
