import { z } from 'zod';
import { NovelId, SceneId } from '../domain/ids.ts';
import {
  NovelWords,
  WritingPlace,
  type BackupSummary,
  type OpenedNovel,
  type RecentNovel,
} from '../domain/library.ts';
import { Novel } from '../domain/novel.ts';
import type { WireError } from '../errors.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

const ofNovel = z.strictObject({ novelId: NovelId });
const key = z.string().regex(/^[0-9a-f]{32}$/);
const backupKey = z.string().regex(/^\d{10,16}$/);
const opened = z.custom<OpenedNovel>();
const recent = z.custom<readonly RecentNovel[]>();

/** What the window may ask about novel files. Every opening closes the novel that is open. */
export const novelsRoutes = {
  /** Makes a novel in Documents/Fabula, never over a file, and opens it with an empty scene. */
  'novels.create': route({
    input: NovelWords.pick({ title: true, author: true, language: true }),
    output: opened,
  }),
  /** Opens a fresh copy of the sample story in Documents/Fabula. */
  'novels.openSample': route({ input: z.strictObject({}), output: opened }),
  'novels.open': route({ input: z.strictObject({ file: FileHandle }), output: opened }),
  'novels.openRecent': route({ input: z.strictObject({ key }), output: opened }),
  'novels.listRecent': route({ input: z.strictObject({}), output: recent }),
  /** Takes a novel off the list; its file stays. */
  'novels.forgetRecent': route({ input: z.strictObject({ key }), output: recent }),
  /** Shows the system's file dialog; null where it was cancelled. */
  'novels.chooseFile': route({ input: z.strictObject({}), output: FileHandle.nullable() }),
  /** Afterwards the novel is one whole file. Throws NOVEL_NOT_PUBLISHED, NOVEL_CHANGED_OUTSIDE; it is closed all the same. */
  'novels.close': route({ input: ofNovel, output: z.null() }),
  'novels.update': route({
    input: z.strictObject({ novelId: NovelId, change: NovelWords.partial() }),
    output: Novel,
  }),
  /** Remembers where the writer is, for the next opening. */
  'novels.keepPlace': route({
    input: z.strictObject({ novelId: NovelId, place: WritingPlace }),
    output: z.null(),
  }),
  'novels.showInFolder': route({ input: ofNovel, output: z.null() }),
  /** Asks where to, and writes a whole copy of the novel as it stands. Null where the dialog was cancelled. */
  'novels.saveCopy': route({ input: ofNovel, output: FileHandle.nullable() }),
  /** Asks where to, and goes on in a copy of the novel as last saved: for words that its own file cannot take any more. */
  'novels.goOnElsewhere': route({ input: ofNovel, output: opened.nullable() }),
  'novels.backUp': route({ input: ofNovel, output: z.custom<BackupSummary>() }),
  /** The newest first. The novel need not be open: a damaged one has backups too. */
  'novels.listBackups': route({ input: ofNovel, output: z.custom<readonly BackupSummary[]>() }),
  /** Makes a new novel file of a backup, beside no other file's name, and answers it. */
  'novels.restoreBackup': route({
    input: z.strictObject({ novelId: NovelId, key: backupKey }),
    output: FileHandle,
  }),
  /** Asks for another name or folder and moves the file there. Null where the dialog was cancelled. */
  'novels.move': route({ input: ofNovel, output: opened.nullable() }),
  /** Writes the work so far to a synced or network folder; nothing to do in a local one. */
  'novels.publish': route({ input: ofNovel, output: z.null() }),
};

/** Something in the novel changed that the window did not save itself: an accepted draft, an import, an undo. */
export const NovelChange = z.strictObject({
  novelId: NovelId,
  outline: z.boolean(), // acts, chapters, scenes or their details
  scenes: z.array(SceneId).readonly(), // whose prose is another one now
  lore: z.boolean(),
});
export type NovelChange = z.infer<typeof NovelChange>;

/** What main tells the window about novel files, by the event's name. */
export interface NovelsEvents {
  readonly 'novels.changed': NovelChange;
  /** A recent novel was chosen in the native menu: save, then `novels.openRecent`. */
  readonly 'novels.openWanted': { readonly key: string };
  /** Something the writer should be told of the open novel, and that hindered nothing. */
  readonly 'novels.notice': { readonly novelId: NovelId; readonly notice: WireError };
  /** The open novel's file is gone and its work could not be copied elsewhere: only the window and this app have it. */
  readonly 'novels.lost': { readonly novelId: NovelId; readonly path: string };
  /** The open novel's file was deleted, moved or replaced by something else; its work goes on in `opened`. */
  readonly 'novels.rescued': {
    readonly cause: 'gone' | 'replaced';
    readonly path: string;
    readonly opened: OpenedNovel;
  };
}
