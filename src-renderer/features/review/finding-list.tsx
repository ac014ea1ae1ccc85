import { useMemo, type ReactNode } from 'react';
import { useSay } from '../../words.ts';
import { FindingCard } from './finding-card.tsx';
import { groupFindings, type LayerGroup, type RuleGroup } from './listed-findings.ts';
import { useReview } from './review-store.ts';

/** The findings by layer and rule. */
export function FindingList(): ReactNode {
  const say = useSay();
  const text = useReview((state) => state.text);
  const filter = useReview((state) => state.filter);
  const groups = useMemo(() => (text ? groupFindings(text, filter) : []), [text, filter]);
  const listed = groups.filter(({ rules }) => rules.length > 0);
  if (text === null) return null;
  return (
    <div className="finding-list">
      {listed.length === 0 && (
        <p className="finding-list-none">
          {say(text.findings.length === 0 ? 'review.nothing-found' : 'review.nothing-listed')}
        </p>
      )}
      {listed.map((group) => (
        <LayerSection key={group.layer} group={group} />
      ))}
    </div>
  );
}

function LayerSection({ group: { layer, rules } }: { readonly group: LayerGroup }): ReactNode {
  const say = useSay();
  return (
    <section className="finding-layer" aria-label={say(`review.layer.${layer}`)}>
      <h3 className="finding-layer-name">{say(`review.layer.${layer}`)}</h3>
      {rules.map((group) => (
        <RuleSection key={group.rule} group={group} />
      ))}
    </section>
  );
}

function RuleSection({ group: { rule, findings } }: { readonly group: RuleGroup }): ReactNode {
  const say = useSay();
  return (
    <div className="finding-rule">
      <h4 className="finding-rule-name">
        {say(`review.rule.${rule}`)}
        {findings.length > 1 && <span className="finding-rule-count">{findings.length}</span>}
      </h4>
      <ul className="finding-rule-list">
        {findings.map((finding) => (
          <FindingCard key={finding.id} finding={finding} inRule={findings.length} />
        ))}
      </ul>
    </div>
  );
}
