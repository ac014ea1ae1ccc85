import {
  Ban,
  Check,
  CircleAlert,
  Info,
  MapPinOff,
  Quote,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Anchor } from '../../../src-shared/domain/anchor.ts';
import type { Severity } from '../../../src-shared/domain/qa.ts';
import {
  findingState,
  type FindingState,
  type ReviewedFinding,
} from '../../../src-shared/domain/reviewed-text.ts';
import { classNames } from '../../ui/class-names.ts';
import { ForeignWords } from '../../ui/foreign-words.tsx';
import { useSay } from '../../words.ts';
import { EvidenceList } from './evidence-list.tsx';
import { FindingButtons } from './finding-buttons.tsx';
import { PatchView } from './patch-view.tsx';
import { chooseFinding } from './review-actions.ts';
import { useReview } from './review-store.ts';

const severityIcons: Readonly<Record<Severity, LucideIcon>> = {
  error: CircleAlert,
  warning: TriangleAlert,
  note: Info,
};
const stateIcons: Readonly<Record<Exclude<FindingState, 'open'>, LucideIcon>> = {
  accepted: Check,
  rejected: Ban,
  waived: Quote,
};

interface FindingCardProps {
  readonly finding: ReviewedFinding;
  /** How many findings of its rule are listed. */
  readonly inRule: number;
}

/** A finding: a line with its words, and all that is known of it once it is opened. */
export function FindingCard({ finding, inRule }: FindingCardProps): ReactNode {
  const { id } = finding;
  const isOpened = useReview((state) => state.current === id);
  const isLost = useReview((state) => state.lost.has(id));
  return (
    <li className={classNames('finding', isOpened && 'finding-opened')}>
      <FindingHead finding={finding} isOpened={isOpened} isLost={isLost} />
      {isOpened && <FindingBody finding={finding} inRule={inRule} isLost={isLost} />}
    </li>
  );
}

interface FindingHeadProps {
  readonly finding: ReviewedFinding;
  readonly isOpened: boolean;
  readonly isLost: boolean;
}

function FindingHead({ finding, isOpened, isLost }: FindingHeadProps): ReactNode {
  const say = useSay();
  const { id, severity, anchor } = finding;
  const state = findingState(finding);
  const Icon = isLost ? MapPinOff : state === 'open' ? severityIcons[severity] : stateIcons[state];
  const sign = isLost
    ? say('review.not-placed-short')
    : say(state === 'open' ? `review.severity.${severity}` : `review.state.${state}`);
  return (
    <button
      type="button"
      className={classNames('finding-head', `finding-${state}`)}
      aria-expanded={isOpened}
      tabIndex={isOpened ? 0 : undefined}
      onClick={() => void chooseFinding(isOpened ? null : id)}
    >
      <Icon size={14} aria-hidden className={`finding-sign finding-sign-${severity}`} />
      <span className="visually-hidden">{sign}. </span>
      {isOpened || anchor === null ? (
        <span className="finding-words">{say(`finding.${finding.rule}`, finding.values)}</span>
      ) : (
        <QuoteLine anchor={anchor} />
      )}
    </button>
  );
}

const shortQuote = 24;

/** A finding's words in one line; a few letters alone would say nothing, so what stands around them comes along. */
function QuoteLine({ anchor: { quote, context } }: { readonly anchor: Anchor }): ReactNode {
  if (quote.length > shortQuote || context === undefined)
    return <span className="finding-quote">{quote}</span>;
  return (
    <span className="finding-quote finding-context">
      {context.before.slice(-16).replace(/^\S*\s/u, '')}
      <span className="finding-exact">{quote}</span>
      {context.after}
    </span>
  );
}

interface FindingBodyProps extends FindingCardProps {
  readonly isLost: boolean;
}

function FindingBody({ finding, inRule, isLost }: FindingBodyProps): ReactNode {
  const say = useSay();
  const { note, origin, anchor, patches, evidence } = finding;
  const isQuoted = anchor !== null && patches.length === 0 && evidence.length === 0;
  return (
    <div className="finding-body">
      {isQuoted && <p className="finding-whole-quote">{anchor.quote}</p>}
      {note !== null && (
        <p className="finding-note">{origin === 'rule' ? <ForeignWords>{note}</ForeignWords> : note}</p>
      )}
      {isLost && <p className="finding-lost">{say('review.not-placed')}</p>}
      <PatchView finding={finding} />
      <EvidenceList finding={finding} />
      <FindingButtons finding={finding} inRule={inRule} isLost={isLost} />
    </div>
  );
}
