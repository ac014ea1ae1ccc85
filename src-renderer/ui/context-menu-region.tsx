import { useEffect, useRef, type ReactNode } from 'react';
import { closeMenuAt, useContextMenu, type OpenMenu } from './context-menu.ts';
import { Menu } from './menu.tsx';
import { Popover } from './popover.tsx';
import './context-menu-region.css';

/** Where menus of `openMenuAt` appear; once in the window. */
export function ContextMenuRegion(): ReactNode {
  const menu = useContextMenu((state) => state.menu);
  return menu && <PlacedMenu key={menu.id} menu={menu} />;
}

function PlacedMenu({ menu }: { readonly menu: OpenMenu }): ReactNode {
  const point = useRef<HTMLSpanElement>(null);
  const before = useRef(document.activeElement);
  useEffect(
    () => () => {
      if (before.current instanceof HTMLElement && document.activeElement === document.body)
        before.current.focus();
    },
    [],
  );
  const place = (element: HTMLSpanElement | null): void => {
    point.current = element;
    element?.style.setProperty('left', `${menu.x}px`);
    element?.style.setProperty('top', `${menu.y}px`);
  };
  return (
    <>
      <span ref={place} className="context-menu-point" />
      <Popover
        isOpen
        onOpenChange={(isOpen) => !isOpen && closeMenuAt()}
        triggerRef={point}
        placement="bottom start"
        offset={2}
      >
        <Menu
          label={menu.label}
          autoFocus={menu.isByKey ? 'first' : true}
          entries={menu.entries.map((entry) =>
            entry === 'rule'
              ? entry
              : {
                  ...entry,
                  onAction: () => {
                    closeMenuAt();
                    entry.onAction();
                  },
                },
          )}
        />
      </Popover>
    </>
  );
}
