import type { LoreEdit } from '../../../src-shared/domain/lore-summary.ts';

/** A line of the attributes as it is edited: two lines may have the same name for a while. */
export interface AttributeRow {
  readonly name: string;
  readonly value: string;
}

/** An entry as its form holds it. */
export type EntryForm = Omit<LoreEdit, 'attributes'> & { readonly attributes: readonly AttributeRow[] };

/** A new entry's form. */
export const emptyForm: EntryForm = {
  kind: 'character',
  title: '',
  aliases: [],
  keys: [],
  secondaryKeys: [],
  secondaryLogic: 'and-any',
  inclusion: 'mentioned',
  priority: 100,
  tokenCap: null,
  body: '',
  attributes: [],
  relations: [],
  progressions: [],
};

/** The form of an entry. */
export function toForm(edit: LoreEdit): EntryForm {
  const { kind, title, aliases, keys, secondaryKeys, secondaryLogic, inclusion, priority } = edit;
  const { tokenCap, body, relations, progressions } = edit;
  return {
    ...{ kind, title, aliases, keys, secondaryKeys, secondaryLogic, inclusion, priority },
    ...{ tokenCap, body, relations, progressions },
    attributes: Object.entries(edit.attributes).map(([name, value]) => ({ name, value })),
  };
}

/** What a form says, without lines that say nothing yet. */
export function toEdit(form: EntryForm): LoreEdit {
  const keys = (list: EntryForm['keys']): EntryForm['keys'] =>
    list.filter((key) => (key.kind === 'plain' ? key.text : key.source).trim() !== '');
  return {
    ...form,
    title: form.title.trim(),
    aliases: [...new Set(form.aliases.map((alias) => alias.trim()).filter((alias) => alias !== ''))],
    keys: keys(form.keys),
    secondaryKeys: keys(form.secondaryKeys),
    attributes: Object.fromEntries(
      form.attributes
        .filter(({ name }) => name.trim() !== '')
        .map(({ name, value }) => [name.trim(), value.trim()]),
    ),
    relations: form.relations.filter(({ toTitle }) => toTitle.trim() !== ''),
    progressions: form.progressions.filter(({ text }) => text.trim() !== ''),
  };
}

/** Why a form cannot be saved: it has no title, or two attributes are called alike and one would be lost. */
export function faultOf(form: EntryForm): 'title' | 'attributes' | null {
  if (form.title.trim() === '') return 'title';
  const names = form.attributes.map(({ name }) => name.trim()).filter((name) => name !== '');
  return new Set(names).size < names.length ? 'attributes' : null;
}

/** True where two forms say the same. */
export function isSameForm(a: EntryForm, b: EntryForm): boolean {
  return JSON.stringify(toEdit(a)) === JSON.stringify(toEdit(b));
}
