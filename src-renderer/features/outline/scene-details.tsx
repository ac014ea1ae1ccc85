import type { ReactNode } from 'react';

export function SceneDetails(): ReactNode {
  return null;
}
