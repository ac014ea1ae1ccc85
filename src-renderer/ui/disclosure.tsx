import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from 'react-aria-components';
import './disclosure.css';

export interface DisclosureProps {
  readonly title: ReactNode;
  readonly isExpandedFirst?: boolean;
  readonly children: ReactNode;
}

/** Something that is folded away until it is wanted. */
export function Disclosure({ title, isExpandedFirst = false, children }: DisclosureProps): ReactNode {
  return (
    <AriaDisclosure defaultExpanded={isExpandedFirst} className="disclosure">
      <Heading level={3} className="disclosure-head">
        <Button slot="trigger" className="disclosure-button">
          <ChevronRight size={14} aria-hidden className="disclosure-sign" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className="disclosure-panel">{children}</DisclosurePanel>
    </AriaDisclosure>
  );
}
