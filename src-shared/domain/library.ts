import { z } from 'zod';
import type { WireError } from '../errors.ts';
import { BlockId, SceneId, type NovelId } from './ids.ts';
import { Language, type Outline } from './novel.ts';
import type { Scene } from './scene.ts';
import type { AppSettings } from './settings.ts';

/** Where the writer was in a novel: the scene, the cursor and how far it was scrolled. */
export const WritingPlace = z.strictObject({
  sceneId: SceneId,
  cursor: z.strictObject({ blockId: BlockId, offset: z.int().min(0) }).nullable(), // UTF-16, in the block's text
  scroll: z.number().min(0).nullable(), // px from the page's top; null to bring the cursor into view
});
export type WritingPlace = z.infer<typeof WritingPlace>;

/** A novel that was opened before. The window names it by `key`; its path is shown, never sent back. */
export interface RecentNovel {
  readonly key: string;
  readonly title: string;
  readonly path: string;
  readonly openedAt: number;
  /** Nothing is at the path any more: moved, deleted, or on a disk that is not connected. */
  readonly isMissing: boolean;
}

/** A whole copy of a novel that was made before; the window names it by `key`. */
export interface BackupSummary {
  readonly key: string;
  readonly createdAt: number;
  readonly bytes: number;
}

/** What kind of folder a novel lies in; `name` is what keeps it in step, where that is known. */
export interface NovelPlace {
  readonly kind: 'local' | 'synced' | 'network' | 'read-only';
  readonly name: string | null;
}

/** A novel as the window gets it when it is opened: all that its first drawing needs. */
export interface OpenedNovel {
  readonly novelId: NovelId;
  readonly path: string;
  readonly outline: Outline;
  readonly folder: NovelPlace;
  /** Where the writer was; null where they never wrote in it on this machine. */
  readonly place: WritingPlace | null;
  /** The scene to be shown first, where the writer was or else the first one; null in a novel without scenes. */
  readonly scene: Scene | null;
  /** What the writer should be told and what hindered nothing: a copy that was set aside, a backup that failed. */
  readonly notices: readonly WireError[];
}

/** Everything the window's first drawing needs, in one answer. */
export interface StartState {
  readonly platform: string; // as Node names it: "linux", "darwin", "win32"
  readonly settings: AppSettings;
  /** Every word of the interface language. */
  readonly words: Readonly<Record<string, string>>;
  readonly opened: OpenedNovel | null;
  /** Why the novel that should have been opened was not. */
  readonly failure: WireError | null;
  readonly recent: readonly RecentNovel[];
}

/** What the writer may change of a novel as a whole. */
export const NovelWords = z.strictObject({
  title: z.string().trim().min(1).max(300),
  author: z.string().trim().max(300),
  language: Language,
  premise: z.string().max(20_000),
  style: z.string().max(20_000),
});
export type NovelWords = z.infer<typeof NovelWords>;

/** A line of the command table as the native menu shows it. */
export const MenuCommand = z.strictObject({
  id: z.string().max(80),
  shortcut: z.string().max(40).nullable(),
  isEnabled: z.boolean(),
  words: z.string().max(300).nullable(), // null: those of the catalogue
});
export type MenuCommand = z.infer<typeof MenuCommand>;
