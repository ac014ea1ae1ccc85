import type { NovelId } from '../../src-shared/domain/ids.ts';
import { AppError } from '../../src-shared/errors.ts';
import { listBackups } from '../db/backup-list.ts';
import { backupNovel } from '../db/backup.ts';
import { checkpointWhenIdle } from '../db/checkpoint.ts';
import type { Db } from '../db/connection.ts';
import { thinVersions } from '../db/versions.ts';

const day = 24 * 60 * 60_000;

export interface MaintenanceOptions {
  readonly db: Db;
  readonly novelId: NovelId;
  /** Is told of failures: none of this may stand in the writer's way. */
  readonly tell: (notice: AppError) => void;
}

/** The quiet work on an open novel: a backup when the last is older than a day, thinning versions, checkpoints. */
export function startMaintenance({ db, novelId, tell }: MaintenanceOptions): { end(): Promise<void> } {
  const stopCheckpoints = checkpointWhenIdle(db);
  const daily = keepDaily(db, novelId).catch((error: unknown) => {
    tell(error instanceof AppError ? error : new AppError('BACKUP_FAILED', { reason: String(error) }, error));
  });
  return {
    end: async () => {
      stopCheckpoints();
      await daily;
    },
  };
}

async function keepDaily(db: Db, novelId: NovelId): Promise<void> {
  const now = Date.now();
  const last = listBackups(novelId)[0];
  if (last && now - last.createdAt < day) return;
  await new Promise((resolve) => setImmediate(resolve)); // the writer gets the novel first
  thinVersions(db, { now });
  await backupNovel(db, { novelId, now });
}
