import { z } from 'zod';

/** Ids are UUIDv7 strings: they sort by the moment they were made. Minted in main or inside a step, never here. */
export const NovelId = z.uuid().brand<'NovelId'>();
export const ActId = z.uuid().brand<'ActId'>();
export const ChapterId = z.uuid().brand<'ChapterId'>();
export const SceneId = z.uuid().brand<'SceneId'>();
export const VersionId = z.uuid().brand<'VersionId'>();
/** Unique in its document; after a paste or a merge the first keeps it. */
export const BlockId = z.string().min(1).brand<'BlockId'>();
export const EntryId = z.uuid().brand<'EntryId'>();
export const JobId = z.uuid().brand<'JobId'>();
export const DraftId = z.uuid().brand<'DraftId'>();
export const FindingId = z.uuid().brand<'FindingId'>();
export const PatchId = z.uuid().brand<'PatchId'>();
/** SHA-256 in lower-case hex. */
export const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Hash'>();

export type NovelId = z.infer<typeof NovelId>;
export type ActId = z.infer<typeof ActId>;
export type ChapterId = z.infer<typeof ChapterId>;
export type SceneId = z.infer<typeof SceneId>;
export type VersionId = z.infer<typeof VersionId>;
export type BlockId = z.infer<typeof BlockId>;
export type EntryId = z.infer<typeof EntryId>;
export type JobId = z.infer<typeof JobId>;
export type DraftId = z.infer<typeof DraftId>;
export type FindingId = z.infer<typeof FindingId>;
export type PatchId = z.infer<typeof PatchId>;
export type Hash = z.infer<typeof Hash>;
