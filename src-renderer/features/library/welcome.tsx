import { BookOpen, FileInput, FilePlus2, FolderOpen, LibraryBig, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RecentNovel } from '../../../src-shared/domain/library.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { sayError, useSay, useWords } from '../../words.ts';
import { runCommand } from '../commands/commands.ts';
import { useLibrary, withNewNovel } from './library-store.ts';
import { chooseNovel, openRecent, openSample } from './open-novel.ts';
import './welcome.css';

/** What is seen while no novel is open: ways to begin, and the novels that were open before. */
export function Welcome(): ReactNode {
  const say = useSay();
  const isBusy = useLibrary((state) => state.isBusy);
  const failure = useLibrary((state) => state.failure);
  const afterNew = (id: string) => (): void => withNewNovel({ run: () => void runCommand(id), title: '' });
  return (
    <main className="welcome" data-region="page">
      <div className="welcome-sheet">
        <h1 className="welcome-title">Fabula</h1>
        <p className="welcome-text">{say('welcome.text')}</p>
        {failure !== null && (
          <p role="alert" className="welcome-failure">
            {sayError(failure)}
          </p>
        )}
        <div className="welcome-ways">
          <Button
            variant="primary"
            icon={FilePlus2}
            isDisabled={isBusy}
            onPress={() => void runCommand('novel.new')}
          >
            {say('welcome.new')}
          </Button>
          <Button icon={BookOpen} isDisabled={isBusy} onPress={() => void openSample()}>
            {say('welcome.sample')}
          </Button>
          <Button icon={FolderOpen} isDisabled={isBusy} onPress={() => void chooseNovel()}>
            {say('welcome.open')}
          </Button>
        </div>
        <div className="welcome-ways">
          <Button icon={FileInput} isDisabled={isBusy} onPress={afterNew('manuscript.import')}>
            {say('welcome.importManuscript')}
          </Button>
          <Button icon={LibraryBig} isDisabled={isBusy} onPress={afterNew('worldbook.importFolder')}>
            {say('welcome.importLore')}
          </Button>
        </div>
        {isBusy && (
          <p role="status" className="welcome-busy">
            <Spinner label={say('welcome.opening')} /> {say('welcome.opening')}
          </p>
        )}
        <RecentList />
      </div>
    </main>
  );
}

function RecentList(): ReactNode {
  const say = useSay();
  const recent = useLibrary((state) => state.recent);
  if (recent.length === 0) return null;
  return (
    <section className="welcome-recent" aria-labelledby="welcome-recent-title">
      <h2 id="welcome-recent-title" className="welcome-recent-title">
        {say('welcome.recent')}
      </h2>
      <ul className="welcome-list">
        {recent.map((novel) => (
          <RecentLine key={novel.key} novel={novel} />
        ))}
      </ul>
    </section>
  );
}

function RecentLine({ novel }: { readonly novel: RecentNovel }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { key, title, path, openedAt, isMissing } = novel;
  const name = title || say('library.untitled');
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(openedAt);
  const forget = (): void => {
    api
      .request('novels.forgetRecent', { key })
      .then((recent) => useLibrary.setState({ recent }), notifyError);
  };
  return (
    <li className="welcome-line">
      <Button
        variant="quiet"
        className="welcome-open"
        isDisabled={isMissing}
        onPress={() => void openRecent(key)}
      >
        <span className="welcome-name">{name}</span>
        <span className={classNames('welcome-place', isMissing && 'welcome-place-missing')}>
          {isMissing ? say('welcome.missing', { path }) : `${path} · ${day}`}
        </span>
      </Button>
      <IconButton icon={X} label={say('welcome.forget', { title: name })} onPress={forget} />
    </li>
  );
}
