import { describe, expect, test } from 'vitest';
import {
  emptyForm,
  faultOf,
  isSameForm,
  toEdit,
} from '../../../../src-renderer/features/worldbook/entry-form.ts';

describe('an entry as a form', () => {
  test('lines that say nothing yet are not saved, and make no change', () => {
    const form = {
      ...emptyForm,
      title: ' Mara ',
      aliases: ['Aunt', 'Aunt', ' '],
      attributes: [{ name: '', value: 'x' }],
      relations: [{ toEntryId: null, toTitle: '', type: '', strength: 5, note: '' }],
      progressions: [{ fromSceneId: null, fromChapter: null, text: ' ' }],
      keys: [{ kind: 'plain' as const, text: '', caseSensitive: false }],
    };
    expect(toEdit(form)).toMatchObject({
      title: 'Mara',
      aliases: ['Aunt'],
      attributes: {},
      relations: [],
      progressions: [],
      keys: [],
    });
    expect(isSameForm(form, { ...emptyForm, title: 'Mara', aliases: ['Aunt'] })).toBe(true);
  });
  test('two attributes of one name are not saved, because one would be lost', () => {
    const attributes = [
      { name: 'eyes', value: 'grey' },
      { name: 'eyes ', value: 'blue' },
    ];
    expect(faultOf({ ...emptyForm, title: 'Mara', attributes })).toBe('attributes');
  });
});
