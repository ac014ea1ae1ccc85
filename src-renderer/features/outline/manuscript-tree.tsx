import type { ReactNode } from 'react';

export function ManuscriptTree(): ReactNode {
  return null;
}
