import type { ReactNode } from 'react';

export function ReviewPanel(): ReactNode {
  return null;
}
