import { join } from 'node:path';
import { app as electron } from 'electron';

/** Where new novels go: Documents/Fabula. */
export function novelsFolder(): string {
  return join(electron.getPath('documents'), 'Fabula');
}
