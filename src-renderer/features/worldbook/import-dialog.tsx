import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { sayError, useSay } from '../../words.ts';
import { ImportFiles } from './import-files.tsx';
import { ImportResult } from './import-result.tsx';
import { closeLoreImport, storeLoreImport, undoLoreImport, useLoreImport } from './import-store.ts';
import './import-dialog.css';

/** What an import of lore would do, the choices it has, and what it did. */
export function LoreImportDialog(): ReactNode {
  const say = useSay();
  const open = useLoreImport((state) => state.open);
  if (!open) return null;
  const { preview, result, error, isWriting } = open;
  return (
    <Dialog
      isOpen
      onClose={closeLoreImport}
      isDismissable={!isWriting}
      title={say(result ? 'worldbook.importDone' : 'worldbook.importTitle')}
      size="large"
      footer={result ? <DoneButtons /> : <ImportButtons />}
    >
      <div className="lore-import">
        {result ? (
          <ImportResult report={result.report} />
        ) : (
          <>
            {error ? (
              <p className="worldbook-error" role="alert">
                {sayError(error)}
              </p>
            ) : null}
            {preview ? <ImportFiles files={preview.files} /> : !error && <Reading />}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Reading(): ReactNode {
  const say = useSay();
  const progress = useLoreImport((state) => state.open?.progress ?? null);
  const { step, done, total } = progress ?? { step: 'reading', done: 0, total: 0 };
  return (
    <ProgressBar
      label={say(`worldbook.step.${step}`)}
      value={total === 0 ? null : done / total}
      valueText={total === 0 ? '' : say('worldbook.progress', { done, total })}
    />
  );
}

function ImportButtons(): ReactNode {
  const say = useSay();
  const open = useLoreImport((state) => state.open);
  if (!open) return null;
  const { preview, leftOut, isWriting } = open;
  const taken = (preview?.files ?? []).filter(({ path }) => !leftOut.includes(path));
  const isBlocked = taken.some(({ fault }) => fault !== null);
  const count = taken.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    <>
      <Button onPress={closeLoreImport} isDisabled={isWriting}>
        {say('worldbook.cancel')}
      </Button>
      <Button
        variant="primary"
        isDisabled={!preview || isBlocked || count === 0 || isWriting}
        onPress={() => void storeLoreImport()}
      >
        {say(isWriting ? 'worldbook.writing' : 'worldbook.importCount', { count })}
      </Button>
    </>
  );
}

function DoneButtons(): ReactNode {
  const say = useSay();
  const actionId = useLoreImport((state) => state.open?.result?.actionId ?? null);
  return (
    <>
      {actionId !== null && (
        <Button onPress={() => void undoLoreImport()}>{say('worldbook.undoImport')}</Button>
      )}
      <Button variant="primary" onPress={closeLoreImport}>
        {say('worldbook.close')}
      </Button>
    </>
  );
}
