import { previewPrompts } from '../../agents/crews/preview-prompts.ts';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import type { Library } from '../../agents/library.ts';
import { roles } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { newId } from '../services/ids.ts';
import { modelSettingsOf } from './crew-models.ts';
import type { createModelCache } from './model-cache.ts';
import type { PreviewAsked } from './protocol.ts';

export interface PreviewTools {
  readonly models: ReturnType<typeof createModelCache>;
  readonly library: Library;
  readonly signal: AbortSignal;
  /** A job may be using the models that are open. */
  readonly isBesideJob: boolean;
  remember(name: string, value: unknown): void;
}

/** A job's first prompts with their token counts, without asking a model. Throws what opening a model throws. */
export async function previewCrew(
  asked: PreviewAsked,
  { models, library, signal, isBesideJob, remember }: PreviewTools,
): Promise<readonly PromptPreview[]> {
  const declarations = loadDeclarations(asked.declarations);
  const settingsOf = modelSettingsOf(asked.models, declarations);
  const { keys, remembered } = asked;
  const options = { keys, remembered, signal, remember, isBesideOthers: isBesideJob };
  const open = await models.openAll(roles.map(settingsOf), options);
  return previewPrompts(asked.input, {
    model: (role) => open.modelOf(settingsOf(role)),
    library,
    declarations,
    signal,
    newId,
    now: () => Date.now(),
    show: () => undefined,
    recordExam: () => undefined,
  });
}
