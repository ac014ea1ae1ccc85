import type { Job } from '../../src-shared/domain/job.ts';
import { addressOf, type ModelChoice, type ModelSettings } from '../../src-shared/domain/model.ts';
import { isThisMachine } from '../../src-shared/domain/this-machine.ts';
import type { Db } from '../db/connection.ts';
import { listRunningJobs, requeueJob, stopJob } from '../db/jobs.ts';
import { settingsIn } from '../services/model-keys.ts';

/**
 * Finds the jobs a dead host left running. One whose models all run on this machine goes back into the queue; one
 * that costs money waits for the writer's word. Call it only where no other host can have the file open.
 */
export function recoverJobs(db: Db): readonly Job[] {
  return listRunningJobs(db).map(({ id, attempt, models }) => {
    const at = { jobId: id, attempt };
    if (isLocal(models)) return requeueJob(db, at);
    const error = { code: 'JOB_INTERRUPTED', data: { id } } as const;
    return stopJob(db, { ...at, state: 'needs_human', error, now: Date.now() });
  });
}

/** True where every model runs on this machine. */
export function isLocal(models: ModelChoice): boolean {
  return settingsIn(models).every(isOnThisMachine);
}

/** True where a run may cost money: a model of it is asked over the network. */
export function isPaid(models: ModelChoice): boolean {
  return !isLocal(models);
}

/** True for a model that is asked without leaving this machine. */
export function isOnThisMachine(settings: ModelSettings): boolean {
  return settings.provider === 'embedded' || isThisMachine(addressOf(settings));
}
