import type { ReactNode } from 'react';

export function DraftPanel(): ReactNode {
  return null;
}
