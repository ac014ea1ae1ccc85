import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sayError, useSay } from '../../words.ts';
import { changeOptions, closeImport, storeImport, useManuscriptImport } from './import-manuscript.ts';
import { ManuscriptOutline } from './manuscript-outline.tsx';
import './transfer-commands.ts';
import './import-dialog.css';

/** What an import would bring, how it is cut, and the choice to take it in. */
export function ManuscriptImportDialog(): ReactNode {
  const say = useSay();
  const { from, options, preview, error, isStoring } = useManuscriptImport();
  if (!from) return null;
  return (
    <Dialog
      isOpen
      onClose={closeImport}
      isDismissable={!isStoring}
      title={say('transfer.title')}
      size="large"
      footer={
        <>
          <Button onPress={closeImport} isDisabled={isStoring}>
            {say('transfer.cancel')}
          </Button>
          <Button variant="primary" isDisabled={!preview || isStoring} onPress={() => void storeImport()}>
            {say(isStoring ? 'transfer.storing' : 'transfer.import')}
          </Button>
        </>
      }
    >
      <div className="import-dialog">
        {from.kind === 'text' && preview && <p>{say('transfer.pasted', { words: preview.words })}</p>}
        {(preview !== null || !error) && (
          <div className="import-dialog-options">
            <Segmented
              label={say('transfer.cut')}
              choices={[
                { id: 'detect', label: say('transfer.detect') },
                { id: 'one', label: say('transfer.one') },
              ]}
              value={options.chapters}
              onChange={(chapters) => changeOptions({ chapters })}
              isDisabled={isStoring}
            />
            <Switch
              isSelected={options.splitScenes}
              onChange={(splitScenes) => changeOptions({ splitScenes })}
              isDisabled={isStoring}
            >
              {say('transfer.split')}
            </Switch>
          </div>
        )}
        {error ? (
          <p role="alert" className="import-dialog-error">
            {sayError(error)}
          </p>
        ) : null}
        {preview ? (
          <ManuscriptOutline preview={preview} />
        ) : (
          !error && (
            <p className="import-dialog-wait">
              <Spinner label={say('transfer.reading')} /> {say('transfer.reading')}
            </p>
          )
        )}
        {preview && <p className="import-dialog-place">{say('transfer.place')}</p>}
      </div>
    </Dialog>
  );
}
