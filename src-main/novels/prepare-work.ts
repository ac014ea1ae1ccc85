import { AppError } from '../../src-shared/errors.ts';
import { inspectNovel, type Inspection } from '../db/inspect-novel.ts';
import { chooseWorkingCopy, type ChosenCopy } from './choose-working-copy.ts';
import type { FolderKind } from './folder-kind.ts';
import { findWorkingCopy, removeWorkingCopy, setAside } from './working-copy.ts';

export interface PrepareWork {
  readonly path: string;
  readonly place: FolderKind;
  readonly known: number;
  readonly notices: AppError[];
}

/** The file the work will happen in, looked at and found sound. */
export interface Work {
  readonly file: string;
  /** The local copy where `file` is one, else null. */
  readonly copy: ChosenCopy | null;
  readonly inspection: Inspection;
}

/** Finds or makes the file to work in and looks at it. Throws what `inspectNovel` throws, leaving nothing behind. */
export async function prepareWork(request: PrepareWork): Promise<Work> {
  const { path, place, known, notices } = request;
  // A copy that is left over is worked in once more even where its folder has become an ordinary one.
  if (place.kind === 'local' && !findWorkingCopy(path))
    return { file: path, copy: null, inspection: inspectNovel({ path, known }) };
  const copy = await chooseWorkingCopy({ path, notices });
  try {
    return { file: copy.file, copy, inspection: inspectNovel({ path: copy.file, known, shownAs: path }) };
  } catch (error) {
    if (!copy.isLeftover) {
      removeWorkingCopy(copy.folder);
      throw error;
    }
    if (!(error instanceof AppError) || error.code !== 'NOVEL_DAMAGED' || copy.taken === null) throw error;
    // The published file was not touched by the work that broke: set that aside and go on from the published one.
    notices.push(new AppError('NOVEL_DAMAGED', { ...error.data, path: setAside(copy) }, error));
    return prepareWork(request);
  }
}
