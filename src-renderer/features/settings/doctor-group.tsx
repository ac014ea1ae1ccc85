import { useState, type ReactNode } from 'react';
import type { DoctorCheck } from '../../../src-shared/domain/about.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { notifyError } from '../../ui/notices.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useSay } from '../../words.ts';
import { SettingGroup } from './setting-group.tsx';
import './facts-table.css';
import './doctor-group.css';

/** Looks at the installation on request and says what it found. */
export function DoctorGroup(): ReactNode {
  const say = useSay();
  const [isLooking, setLooking] = useState(false);
  const [checks, setChecks] = useState<readonly DoctorCheck[] | null>(null);
  const look = async (): Promise<void> => {
    setLooking(true);
    try {
      setChecks(await api.request('doctor.run', {}));
    } catch (thrown) {
      notifyError(thrown);
    } finally {
      setLooking(false);
    }
  };
  const unwell = checks?.filter(({ state }) => state !== 'ok').length ?? 0;
  return (
    <SettingGroup title={say('settings.about.doctor')}>
      {isLooking ? (
        <ProgressBar label={say('settings.about.examining')} value={null} className="doctor-group-progress" />
      ) : (
        <div>
          <Button onPress={() => void look()}>{say('settings.about.examine')}</Button>
        </div>
      )}
      <div role="status">
        {checks && !isLooking && (
          <p>{unwell === 0 ? say('settings.about.well') : say('settings.about.unwell', { count: unwell })}</p>
        )}
      </div>
      {checks && !isLooking && <Checks checks={checks} />}
    </SettingGroup>
  );
}

function Checks({ checks }: { readonly checks: readonly DoctorCheck[] }): ReactNode {
  const say = useSay();
  return (
    <table className="facts-table">
      <tbody>
        {checks.map(({ id, state, data, error }) => (
          <tr key={id}>
            <th scope="row">{say(`doctor.${id}`)}</th>
            <td className={`doctor-group-${state}`}>{say(`settings.about.state.${state}`)}</td>
            <td>{error ? say(`error.${error.code}`, error.data) : say(`doctor.${id}.${state}`, data)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
