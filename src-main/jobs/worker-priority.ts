import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/**
 * Puts this process behind the window in line for the processor: what the writer types comes first. Threads that are
 * started later inherit it. A system that does not allow it is left as it is.
 */
export function stepBack(): void {
  const priority = constants.priority.PRIORITY_BELOW_NORMAL;
  for (const thread of threadsOfThisProcess())
    try {
      setPriority(thread, priority);
    } catch {
      // it ended meanwhile, or the system does not let it
    }
}

/** On Linux a priority is a thread's own; elsewhere it is the process's. */
function threadsOfThisProcess(): readonly number[] {
  if (process.platform !== 'linux') return [process.pid];
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
}
