import { join, resolve } from 'node:path';

/** The folder of the repository. */
export const root = resolve(import.meta.dirname, '../..');

/** Where builds are kept, each under the hash of what it was built from. */
export const buildsFolder = join(root, 'dist');
