import { useEffect, useState, type ReactNode } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showSettings, usePanels } from '../shell/panel-store.ts';

/** Says before a review runs that no model will judge, where the chosen one's file is not on this machine. */
export function MissingReviewer(): ReactNode {
  const say = useSay();
  const missing = useMissingModel();
  if (missing === null) return null;
  return (
    <div className="review-missing" role="note">
      <p>{say('review.model-missing', { model: missing })}</p>
      <Button variant="quiet" onPress={() => showSettings('local')}>
        {say('review.fetch-model')}
      </Button>
    </div>
  );
}

/** The model that would be asked and is not there; looked for again when the settings close. */
function useMissingModel(): string | null {
  const novelId = useNovel((state) => state.novelId);
  const isOn = useSettings((state) => state.modelFeatures);
  const isSettled = usePanels((state) => state.settings === null);
  const [missing, setMissing] = useState<string | null>(null);
  useEffect(() => {
    if (novelId === null || !isSettled) return;
    let isWanted = true;
    api.request('jobs.listModels', { novelId }).then(
      ({ models }) => isWanted && setMissing(models[0]?.missing ?? null),
      () => undefined, // the review says what is wrong
    );
    return () => void (isWanted = false);
  }, [novelId, isSettled]);
  return isOn ? missing : null;
}
