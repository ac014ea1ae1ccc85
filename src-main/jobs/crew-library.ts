import type { Library } from '../../agents/library.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import { read, type Db } from '../db/connection.ts';
import { getEntry, listEntries } from '../db/lore.ts';
import { getOutline } from '../db/outline.ts';
import { getScene, listChapterScenes } from '../db/scenes.ts';
import { listWaivers } from '../db/waivers.ts';
import type { LibraryPort } from './library-port.ts';

export interface CrewLibraryOptions {
  readonly db: Db;
  /** Asks the library's worker, by way of the host. */
  readonly ask: LibraryPort;
  /** The exams this machine's models have sat, with those of the running job. */
  exams(): readonly ExamResult[];
}

/** The novel as a crew sees it: plain reads on its own read-only handle, searches asked of the library's worker. */
export function createCrewLibrary({ db, ask, exams }: CrewLibraryOptions): Library {
  return {
    getOutline: async () => read(db, getOutline),
    getScene: async (id) => read(db, () => getScene(db, id)),
    getChapterScenes: async (id) => read(db, () => listChapterScenes(db, id)),
    getEntry: async (id) => read(db, () => getEntry(db, id)),
    listEntries: async () => read(db, listEntries),
    listWaivers: async () => read(db, listWaivers),
    findMentions: (text) => ask('findMentions', { text }),
    search: (query) => ask('search', query),
    checkGrammar: (texts) => ask('checkGrammar', { texts }),
    listExams: async (model) => exams().filter((exam) => exam.model === model),
  };
}
