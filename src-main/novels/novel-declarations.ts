import { loadDeclarations } from '../../agents/load-declarations.ts';
import type { ModelSettings } from '../../src-shared/domain/model.ts';
import type { Db } from '../db/connection.ts';
import { getNovelSettings } from '../db/novels.ts';

/** The novel's overrides of agents.yaml and tasks.yaml, null where it has none. */
export function overridesOf(db: Db): unknown {
  const { agents, tasks } = getNovelSettings(db);
  return agents === undefined && tasks === undefined ? null : { agents, tasks };
}

/** The models that declarations give to single agents. None where they are invalid: the job says so itself. */
export function declaredModels(db: Db): readonly ModelSettings[] {
  try {
    const { agents } = loadDeclarations(overridesOf(db));
    return Object.values(agents).flatMap(({ model }) => (model === null ? [] : [model]));
  } catch {
    return [];
  }
}
