import type { ReactNode } from 'react';
import { builtInFile, modelIdOf, type ModelSettings } from '../../../src-shared/domain/model.ts';
import type { ModelsOverview } from '../../../src-shared/domain/models-overview.ts';
import type { ExamResult } from '../../../src-shared/domain/qa.ts';
import { Button } from '../../ui/button.tsx';
import { sayError, useSay } from '../../words.ts';
import { examineModel, useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import { RunningTrial } from './trial-line.tsx';
import './facts-table.css';

const place = 'exams';

/** What the model got in the exam of each layer, and the exams themselves. */
export function ExamsGroup({ settings }: { readonly settings: ModelSettings }): ReactNode {
  const say = useSay();
  const overview = useModels((state) => state.overview);
  const trial = useModels((state) => (state.trial?.place === place ? state.trial : null));
  if (!overview) return null;
  const model = idOf(settings, overview);
  const results = overview.exams.filter((exam) => exam.model === model);
  return (
    <SettingGroup title={say('settings.exams')} note={say('settings.exams.note')}>
      {results.length > 0 ? <Results results={results} /> : <p>{say('settings.exams.none', { model })}</p>}
      {trial?.progress ? (
        <RunningTrial progress={trial.progress} />
      ) : (
        <div>
          <Button onPress={() => void examineModel(place, settings)}>{say('settings.exams.sit')}</Button>
        </div>
      )}
      <div role="status">{trial?.error && <p className="trial-line-error">{sayError(trial.error)}</p>}</div>
    </SettingGroup>
  );
}

/** The model's name in exams: the built-in one is known by its file. */
function idOf(settings: ModelSettings, { language }: ModelsOverview): string {
  const isBuiltIn = settings.provider === 'embedded' && settings.file === builtInFile;
  return modelIdOf(isBuiltIn ? { ...settings, file: language.place } : settings);
}

function Results({ results }: { readonly results: readonly ExamResult[] }): ReactNode {
  const say = useSay();
  const heads = ['layer', 'found', 'accused', 'result'] as const;
  return (
    <table className="facts-table">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {say(`settings.exams.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {results.map(({ layer, found, planted, accused, clean, passed }) => (
          <tr key={layer}>
            <th scope="row">{say(`layer.${layer}`)}</th>
            <td className="facts-table-number">
              {say('settings.exams.of', { part: found, whole: planted })}
            </td>
            <td className="facts-table-number">
              {say('settings.exams.of', { part: accused, whole: clean })}
            </td>
            <td>{say(passed ? 'settings.exams.passed' : 'settings.exams.failed')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
