import { rewordInline } from './inline.ts';
import type { PatchChange } from './patch.ts';
import { inlineFromText } from './prose.ts';

/** A patch's change in the writer's own words; what both wordings share keeps its italics. Nothing at all deletes or inserts nothing. */
export function editedChange(change: PatchChange, text: string): PatchChange {
  if (change.kind === 'insert-after')
    return { kind: 'insert-after', content: text === '' ? [] : rewordInline(change.content, text) };
  if (text === '') return { kind: 'delete' };
  const content = change.kind === 'delete' ? inlineFromText(text) : rewordInline(change.content, text);
  return { kind: 'replace', content };
}
