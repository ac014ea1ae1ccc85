import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Separator } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Kbd } from './kbd.tsx';
import { Popover } from './popover.tsx';
import './menu.css';

/** A line of a menu, or the rule between two groups of lines. */
export type MenuEntry =
  | {
      readonly id: string;
      readonly label: string;
      readonly icon?: LucideIcon;
      readonly shortcut?: string | undefined;
      readonly isDisabled?: boolean;
      readonly isDanger?: boolean;
      readonly isChecked?: boolean;
      readonly onAction: () => void;
    }
  | 'rule';

/** The lines of a menu, inside a popover. */
export function Menu({
  label,
  entries,
  autoFocus,
}: {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  /** Where no button opens it: the menu has the keys at once, or its first entry. */
  readonly autoFocus?: true | 'first';
}): ReactNode {
  return (
    <AriaMenu aria-label={label} className="menu" {...(autoFocus && { autoFocus })}>
      {entries.map((entry, at) =>
        entry === 'rule' ? (
          <Separator key={`rule ${at}`} className="menu-rule" />
        ) : (
          <MenuItem
            key={entry.id}
            id={entry.id}
            textValue={entry.label}
            isDisabled={entry.isDisabled ?? false}
            onAction={entry.onAction}
            className={classNames('menu-item', entry.isDanger && 'menu-item-danger')}
          >
            <MenuSign icon={entry.icon} isChecked={entry.isChecked} />
            <span className="menu-label">{entry.label}</span>
            {entry.shortcut && <Kbd shortcut={entry.shortcut} />}
          </MenuItem>
        ),
      )}
    </AriaMenu>
  );
}

function MenuSign({
  icon,
  isChecked,
}: {
  readonly icon: LucideIcon | undefined;
  readonly isChecked: boolean | undefined;
}): ReactNode {
  const Icon = isChecked ? Check : icon;
  return <span className="menu-sign">{Icon && <Icon size={14} aria-hidden />}</span>;
}

export interface MenuButtonProps {
  /** A Button or an IconButton. */
  readonly button: ReactNode;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end';
}

/** A button that opens a menu. */
export function MenuButton({ button, label, entries, placement = 'bottom end' }: MenuButtonProps): ReactNode {
  return (
    <MenuTrigger>
      {button}
      <Popover placement={placement}>
        <Menu label={label} entries={entries} />
      </Popover>
    </MenuTrigger>
  );
}
