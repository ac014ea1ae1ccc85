import type { LoreContent } from '../../../src-shared/domain/lore.ts';
import { AppError } from '../../../src-shared/errors.ts';

/** An entry with the values an importer leaves alone. */
export function loreContent(given: Partial<LoreContent> & Pick<LoreContent, 'title' | 'body'>): LoreContent {
  return {
    kind: 'note',
    aliases: [],
    keys: [],
    secondaryKeys: [],
    secondaryLogic: 'and-any',
    inclusion: 'mentioned',
    priority: 100,
    tokenCap: null,
    attributes: {},
    relations: [],
    progressions: [],
    source: null,
    raw: null,
    ...given,
  };
}

/** Where something in a file is wrong: enough for the writer to find it. */
export interface LorePlace {
  readonly path: string;
  readonly entry: string;
}

/** The error of an entry's field. */
export function invalid(place: LorePlace, field: string, reason: string): AppError {
  return new AppError('IMPORT_INVALID', { ...place, field, reason });
}
