import type { ReactNode } from 'react';

export function JobsPanel(): ReactNode {
  return null;
}
