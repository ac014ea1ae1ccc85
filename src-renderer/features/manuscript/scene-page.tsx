import type { ReactNode } from 'react';

export function ScenePage(): ReactNode {
  return null;
}
