import { basename, dirname, join } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { copyWhole } from '../db/backup.ts';
import { openWriter } from '../db/connection.ts';
import { isSameContent, placeNew, type Fingerprint } from '../services/durable-files.ts';
import { nameBeside } from './publish.ts';
import {
  findWorkingCopy,
  fingerprintNovel,
  removeWorkingCopy,
  setAside,
  takeWorkingCopy,
  type WorkingCopy,
} from './working-copy.ts';

/** The copy a session works in; what it says of the published file changes with every publishing. */
export interface ChosenCopy {
  readonly folder: string;
  readonly file: string;
  taken: Fingerprint | null;
  /** Where the work is published: the novel's path, or a file beside it once something else has changed the novel. */
  target: string;
  /** True while it holds work of an earlier session that was never published. */
  isLeftover: boolean;
  /** How many rows this session had changed when it last published, null before that. */
  publishedChanges: number | null;
}

export interface ChooseWorkingCopy {
  readonly path: string;
  readonly notices: AppError[];
}

/**
 * The local copy to work in: the one an earlier session could not publish if the published file is still what it was
 * then, else a fresh one. Work that meets a changed file is kept beside it, and a notice says where.
 */
export async function chooseWorkingCopy({ path, notices }: ChooseWorkingCopy): Promise<ChosenCopy> {
  const left = findWorkingCopy(path);
  const published = fingerprintNovel(path);
  if (left && (published === null || isSameContent(left.taken, published))) {
    const taken = published === null ? null : left.taken;
    return { ...left, taken, target: path, isLeftover: true, publishedChanges: null };
  }
  if (left) notices.push(new AppError('NOVEL_CHANGED_OUTSIDE', { path, kept: await keepBeside(left, path) }));
  return { ...takeWorkingCopy(path), target: path, isLeftover: false, publishedChanges: null };
}

/** Moves unpublished work beside the published file, or aside in the app's own folder where that cannot be. */
async function keepBeside(left: WorkingCopy, path: string): Promise<string> {
  try {
    const kept = nameBeside(path);
    const db = openWriter(left.file);
    try {
      const temporary = join(dirname(path), `.~${basename(kept)}.tmp`);
      await copyWhole(db, temporary);
      placeNew(temporary, kept);
    } finally {
      db.close();
    }
    removeWorkingCopy(left.folder);
    return kept;
  } catch {
    return setAside(left);
  }
}
