import type { ReactNode } from 'react';
import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';

export interface ModelFieldProps {
  readonly models: readonly ModelOption[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** Which model is asked: where it runs, what it is worth, and whether it is there. */
export function ModelField({ models, chosen, onChoose }: ModelFieldProps): ReactNode {
  const say = useSay();
  const noteOf = ({ isPractice, isPaid }: ModelOption): string =>
    say(isPractice ? 'generate.modelPractice' : isPaid ? 'generate.modelPaid' : 'generate.modelLocal');
  const choices = models.map((option) => ({ id: option.id, label: option.model, note: noteOf(option) }));
  const option = models.find(({ id }) => id === chosen);
  return (
    <Select
      label={say('generate.model')}
      choices={choices}
      value={chosen}
      onChange={onChoose}
      {...(option ? { help: noteOf(option) } : {})}
      {...(option && option.missing !== null ? { error: say('generate.modelMissing') } : {})}
    />
  );
}
