import { Bookmark, RotateCcw } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { VersionId } from '../../../src-shared/domain/ids.ts';
import type { SceneVersion } from '../../../src-shared/domain/scene.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListBox } from '../../ui/list-box.tsx';
import { notifyError } from '../../ui/notices.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSay, useWords } from '../../words.ts';
import { Compared } from './compare-view.tsx';
import { showVersions, usePage } from './page-store.ts';
import {
  chooseVersion,
  keepNamed,
  nameChosen,
  readVersions,
  restoreChosen,
  useVersions,
} from './versions-store.ts';
import './versions-dialog.css';

/** The kept states of the open scene: when, why, how long; compared with what stands, restored, named. */
export function VersionsDialog(): ReactNode {
  const say = useSay();
  const isOpen = usePage((state) => state.isVersionsOpen);
  useEffect(() => {
    if (isOpen) void readVersions();
  }, [isOpen]);
  const { scene, versions, chosen } = useVersions();
  if (!isOpen || !scene) return null;
  return (
    <Dialog isOpen size="huge" title={say('versions.title')} onClose={() => showVersions(false)}>
      <div className="versions">
        <div className="versions-side">
          <KeepNow />
          {versions.length > 0 && <VersionList versions={versions} chosen={chosen?.id ?? null} />}
        </div>
        {versions.length === 0 && <EmptyState text={say('versions.none')} />}
        {chosen && (
          <div className="versions-main">
            <VersionBar key={chosen.id} version={chosen} />
            <Compared
              before={{ label: say('versions.then'), document: chosen.document }}
              after={{ label: say('versions.now'), document: scene.document }}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function VersionList({
  versions,
  chosen,
}: {
  readonly versions: readonly SceneVersion[];
  readonly chosen: VersionId | null;
}): ReactNode {
  const say = useSay();
  const when = useMoments();
  const reason = (version: SceneVersion): string => version.name ?? say(`versions.reason.${version.reason}`);
  return (
    <ListBox
      label={say('versions.title')}
      items={versions}
      selected={chosen ? [chosen] : []}
      onSelect={([id]) => id !== undefined && void chooseVersion(id as VersionId).catch(notifyError)}
      wordsOf={(version) => `${reason(version)}, ${when(version.createdAt)}`}
      className="versions-list"
      renderItem={(version) => (
        <span className="versions-item">
          <span className="versions-reason">
            {version.name !== null && <Bookmark size={12} aria-label={say('versions.named')} />}
            {reason(version)}
          </span>
          <span className="versions-when">
            {when(version.createdAt)} · {say('versions.words', { count: version.wordCount })}
          </span>
        </span>
      )}
    />
  );
}

/** Moments in the interface language: "21 Nov 2026, 14:05". */
function useMoments(): (at: number) => string {
  const locale = useWords((state) => state.locale);
  return (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

function KeepNow(): ReactNode {
  const say = useSay();
  const [name, setName] = useState('');
  const keep = (): void => {
    if (name.trim() === '') return;
    void keepNamed(name.trim()).then(() => setName(''), notifyError);
  };
  return (
    <form
      className="versions-keep"
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextField label={say('versions.keepLabel')} value={name} onChange={setName} maxLength={120} />
      <Button type="submit" icon={Bookmark} isDisabled={name.trim() === ''}>
        {say('versions.keep')}
      </Button>
    </form>
  );
}

function VersionBar({ version }: { readonly version: SceneVersion }): ReactNode {
  const say = useSay();
  const [name, setName] = useState(version.name ?? '');
  const isChanged = name.trim() !== '' && name.trim() !== version.name;
  return (
    <div className="versions-bar">
      <TextField
        label={say('versions.nameLabel')}
        value={name}
        onChange={setName}
        maxLength={120}
        className="versions-name"
      />
      <Button isDisabled={!isChanged} onPress={() => void nameChosen(name.trim()).catch(notifyError)}>
        {say('versions.name')}
      </Button>
      {version.name !== null && (
        <Button variant="quiet" onPress={() => void nameChosen(null).then(() => setName(''), notifyError)}>
          {say('versions.unname')}
        </Button>
      )}
      <Button
        variant="primary"
        icon={RotateCcw}
        className="versions-restore"
        onPress={() => void restoreChosen().catch(notifyError)}
      >
        {say('versions.restore')}
      </Button>
    </div>
  );
}
