import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components';
import { classNames } from './class-names.ts';
import './tabs.css';

export interface TabsProps<Id extends string> {
  /** What the row of tabs is called when it is read out. */
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly label: string; readonly content: ReactNode }[];
  readonly selected: Id;
  readonly onChange: (id: Id) => void;
  readonly orientation?: 'horizontal' | 'vertical';
  readonly className?: string;
}

/** Pages of one thing, one of them seen. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onChange,
  orientation = 'horizontal',
  className,
}: TabsProps<Id>): ReactNode {
  return (
    <AriaTabs
      selectedKey={selected}
      onSelectionChange={(id) => onChange(id as Id)}
      orientation={orientation}
      className={classNames('tabs', `tabs-${orientation}`, className)}
    >
      <TabList aria-label={label} className="tabs-list">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className="tabs-tab">
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="tabs-panel">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
