import { existsSync } from 'node:fs';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import {
  builtInFile,
  modelIdOf,
  roles,
  type ModelChoice,
  type ModelSettings,
} from '../../src-shared/domain/model.ts';
import type { ModelOption } from '../../src-shared/domain/job-summary.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { getNovelSettings } from '../db/novels.ts';
import { modelSettingsOf } from '../jobs/crew-models.ts';
import { isPaid } from '../jobs/recover-jobs.ts';
import { chooseModels, readModelChoice } from '../services/model-choice.ts';
import { languageModelFile } from '../services/paths.ts';
import { overridesOf } from './novel-declarations.ts';

/** The models a job of this novel may be given, by name: the novel's own, this machine's, and the built-in one. */
function choicesOf(db: Db): readonly (readonly [string, ModelChoice])[] {
  const { models } = getNovelSettings(db);
  const all: (readonly [string, ModelChoice])[] = [
    ...(models === undefined ? [] : [['novel', readModelChoice(models)] as const]),
    ['app', chooseModels()],
    ['built-in', chooseModels({ modelFile: languageModelFile() })],
  ];
  return all.filter(([, one], at) => !all.slice(0, at).some(([, other]) => isSame(one, other)));
}

const isSame = (one: ModelChoice, other: ModelChoice): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** What the window offers to choose from, the one that is used unless another is chosen first. */
export function offerModels(db: Db): readonly ModelOption[] {
  return choicesOf(db).map(([id, choice]) => ({
    id,
    model: modelIdOf(writerOf(choice)),
    isPractice: isPractice(choice),
    isPaid: isPaid(choice),
    missing: missingIn(db, choice),
  }));
}

/** The models behind an offer; the first where none is named. Throws MODEL_NOT_CONFIGURED where there is no such offer. */
export function modelsOffered(db: Db, id: string | undefined): ModelChoice {
  const choices = choicesOf(db);
  const found = id === undefined ? choices[0] : choices.find(([name]) => name === id);
  if (!found) throw new AppError('MODEL_NOT_CONFIGURED', { model: id ?? '' });
  return found[1];
}

const writerOf = ({ default: usual, roles }: ModelChoice): ModelSettings => roles.writer ?? usual;

/** The small built-in model writes for practice: it proves the way and helps with nothing. */
function isPractice(choice: ModelChoice): boolean {
  const settings = writerOf(choice);
  return (
    settings.provider === 'embedded' &&
    (settings.file === builtInFile || settings.file === languageModelFile())
  );
}

/** The first model of a job that is a file and is not on this machine; null where a fallback can take its place. */
function missingIn(db: Db, choice: ModelChoice): string | null {
  const isThere = (settings: ModelSettings): boolean =>
    settings.provider !== 'embedded' || existsSync(settings.file);
  const missing = settingsOf(db, choice).find((settings) => !isThere(settings));
  return missing === undefined || choice.fallbacks?.some(isThere) === true ? null : modelIdOf(missing);
}

/** What every role of a job is played by. A crew that is declared wrongly is left out: the job says so itself. */
function settingsOf(db: Db, choice: ModelChoice): readonly ModelSettings[] {
  try {
    return roles.map(modelSettingsOf(choice, loadDeclarations(overridesOf(db))));
  } catch {
    return roles.map((role) => choice.roles[role] ?? choice.default);
  }
}
