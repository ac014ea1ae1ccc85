import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import { api } from '../../api.ts';
import { ask } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { showSettings } from '../shell/panel-store.ts';

/**
 * Says before anything is asked of a model that its file is not on this machine, with the ways to another. Answers
 * whether all that is offered is missing.
 */
export async function tellIfNoneIsThere(models: readonly ModelOption[]): Promise<boolean> {
  const missing = models.every((model) => model.missing !== null) ? models[0]?.missing : null;
  if (missing) await tellMissing(missing);
  return Boolean(missing);
}

async function tellMissing(model: string): Promise<void> {
  const page = await ask<'models' | 'local'>({
    title: say('missing.title'),
    text: say('missing.text', { model }),
    answers: [
      { id: 'models', label: say('missing.choose') },
      { id: 'local', label: say('missing.fetch'), variant: 'primary' },
    ],
  });
  if (page !== null) showSettings(page);
}

/**
 * A model whose file is not here says so. Before its first run the small built-in model says what it is and offers better ones; the answer is remembered.
 * Answers whether the work may begin.
 */
export async function mayUseModel(chosen: string | null): Promise<boolean> {
  const novelId = openNovelId();
  const { models, isPracticeKnown } = await api.request('jobs.listModels', { novelId });
  const model = chosen === null ? models[0] : models.find(({ id }) => id === chosen);
  if (model && model.missing !== null) {
    await tellMissing(model.missing);
    return false;
  }
  if (!model || !isPracticeAsked(model, isPracticeKnown)) return true;
  const answer = await ask<'models' | 'run'>({
    title: say('practice.title'),
    text: say('practice.text'),
    answers: [
      { id: 'models', label: say('practice.models') },
      { id: 'run', label: say('practice.run'), variant: 'primary' },
    ],
  });
  if (answer === null) return false;
  await api.request('jobs.acknowledgePractice', { novelId });
  if (answer === 'models') showSettings('models');
  return answer === 'run';
}

const isPracticeAsked = ({ isPractice }: ModelOption, isKnown: boolean): boolean => isPractice && !isKnown;
