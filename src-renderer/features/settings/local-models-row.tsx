import { Pause, Play, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CatalogueModel, Download } from '../../../src-shared/domain/local-models.ts';
import { fromWireError } from '../../../src-shared/errors.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { fetchModel, pauseModel, removeModel, resumeModel, useFile } from './local-models-store.ts';
import './local-models-row.css';

interface LocalModelRowProps {
  readonly model: CatalogueModel;
  /** Null: nothing of it is here. */
  readonly download: Download | null;
}

/** A model of the catalogue: what it is good for, what it needs, how far it is. */
export function LocalModelRow({ model, download }: LocalModelRowProps): ReactNode {
  const say = useSay();
  const { id, name, bytes, licence, fit, isPinned } = model;
  return (
    <li className="local-models-row">
      <div className="local-models-row-words">
        <p className="local-models-row-name">
          {name}
          {fit && (
            <span className={`local-models-row-fit local-models-row-${fit.verdict}`}>
              {say(`local.fit.${fit.verdict}`)}
            </span>
          )}
        </p>
        <p>{say(`local.model.${id}`)}</p>
        <p className="local-models-row-facts">
          {say('local.facts', { gigabytes: bytes / 1e9, licence })}
          {fit && `; ${say('local.needs', { gigabytes: fit.neededBytes / 1e9, tokens: fit.contextTokens })}`}
          {!isPinned && `; ${say('local.notPinned')}`}
        </p>
        {download?.error && (
          <p className="local-models-row-error" role="alert">
            {sayError(fromWireError(download.error))}
          </p>
        )}
        {download && <DownloadBar download={download} />}
      </div>
      <RowButtons model={model} download={download} />
    </li>
  );
}

function RowButtons({ model, download }: LocalModelRowProps): ReactNode {
  const say = useSay();
  const { id, name, file, fit } = model;
  const state = download?.state ?? null;
  const isGoing = state === 'running' || state === 'queued' || state === 'checking';
  return (
    <div className="local-models-row-buttons">
      {state === null && (
        <Button aria-label={say('local.fetchName', { name })} onPress={() => void fetchModel(model)}>
          {say('local.fetch')}
        </Button>
      )}
      {state === 'ready' && file !== null && fit !== null && (
        <Button aria-label={say('local.useName', { name })} onPress={() => void useFile({ file, name, fit })}>
          {say('local.use')}
        </Button>
      )}
      {isGoing && (
        <IconButton icon={Pause} label={say('local.pause', { name })} onPress={() => void pauseModel(id)} />
      )}
      {(state === 'paused' || state === 'failed') && (
        <IconButton icon={Play} label={say('local.goOn', { name })} onPress={() => void resumeModel(id)} />
      )}
      {state !== null && (
        <IconButton
          icon={Trash2}
          label={say('local.removeName', { name })}
          onPress={() => void removeModel(model)}
        />
      )}
    </div>
  );
}

/** How much has come and how fast; nothing once all of it is here. */
export function DownloadBar({ download }: { readonly download: Download }): ReactNode {
  const say = useSay();
  const { state, done, total, bytesPerSecond } = download;
  if (state === 'ready') return null;
  const amount = say('local.progress', { done: done / 1e6, total: total / 1e6 });
  const speed = bytesPerSecond === null ? '' : `, ${say('local.speed', { megabytes: bytesPerSecond / 1e6 })}`;
  return (
    <ProgressBar
      label={say(`local.state.${state}`)}
      value={total === 0 ? null : Math.min(1, done / total)}
      valueText={amount + speed}
    />
  );
}
