import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Shell } from './features/shell/shell.tsx';
import './ui/tokens.css';

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <Shell />
    </StrictMode>,
  );
