import { useEffect, useRef, type ReactNode } from 'react';
import type { ModelSettings } from '../../../src-shared/domain/model.ts';
import type { ModelTrial, TrialProgress } from '../../../src-shared/domain/trial.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { stopTrial, tryModel, useModels } from './model-store.ts';
import './trial-line.css';

interface TrialLineProps {
  readonly place: string;
  readonly settings: ModelSettings;
}

/** Tries the model with one short question and says in plain words what came of it. */
export function TrialLine({ place, settings }: TrialLineProps): ReactNode {
  const say = useSay();
  const trial = useModels((state) => (state.trial?.place === place ? state.trial : null));
  const line = useRef<HTMLDivElement>(null);
  const hasEnded = trial?.progress === null;
  useEffect(() => {
    if (hasEnded) line.current?.scrollIntoView({ block: 'nearest' });
  }, [hasEnded]);
  return (
    <div ref={line} className="trial-line">
      {trial?.progress ? (
        <RunningTrial progress={trial.progress} />
      ) : (
        <Button onPress={() => void tryModel(place, settings)}>{say('settings.trial.try')}</Button>
      )}
      <div role="status" className="trial-line-result">
        {trial?.error && <p className="trial-line-error">{sayError(trial.error)}</p>}
        {trial?.result && <TrialResult result={trial.result} />}
      </div>
    </div>
  );
}

/** How far a trial or an exam is, and its end on request. */
export function RunningTrial({ progress }: { readonly progress: TrialProgress }): ReactNode {
  const say = useSay();
  return (
    <div className="trial-line-running">
      <ProgressBar
        label={say(`settings.trial.${progress.stage}`, { layer: progress.layer ?? '' })}
        value={progress.done}
        className="trial-line-progress"
      />
      <Button onPress={() => void stopTrial()}>{say('settings.trial.stop')}</Button>
    </div>
  );
}

function TrialResult({ result }: { readonly result: ModelTrial }): ReactNode {
  const say = useSay();
  const { text, firstWordMs, totalMs, tokensPerSecond, threads } = result;
  if (text === '') return <p className="trial-line-error">{say('settings.trial.silent')}</p>;
  return (
    <>
      <p className="trial-line-ok">
        {say('settings.trial.works', { seconds: firstWordMs / 1000, total: totalMs / 1000 })}{' '}
        {tokensPerSecond !== null && say('settings.trial.speed', { tokens: tokensPerSecond })}{' '}
        {threads && say('settings.trial.threads', threads)}
      </p>
      <p className="trial-line-answer">
        <span>{say('settings.trial.answer')}</span> <q lang="en">{text}</q>
      </p>
    </>
  );
}
