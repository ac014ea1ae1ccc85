import type { ReactNode } from 'react';

export function WorldbookPanel(): ReactNode {
  return null;
}
