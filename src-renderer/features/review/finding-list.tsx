import { useMemo, type ReactNode } from 'react';
import type { ReviewedText } from '../../../src-shared/domain/reviewed-text.ts';
import { useSay } from '../../words.ts';
import { FindingCard } from './finding-card.tsx';
import { groupFindings, type LayerGroup, type RuleGroup } from './listed-findings.ts';
import { ReviewLayers } from './review-layers.tsx';
import { useReview } from './review-store.ts';
import { SceneGroup } from './scene-group.tsx';

/** The findings by scene, layer and rule; without the scenes where only one text was reviewed. */
export function FindingList(): ReactNode {
  const texts = useReview((state) => state.texts);
  const isGrouped = texts.length > 1;
  return (
    <div className="finding-list">
      {texts.map((text) => {
        const findings = <TextFindings key={JSON.stringify(text.target)} text={text} />;
        const { target } = text;
        if (!isGrouped || target.kind !== 'scene') return findings;
        return (
          <SceneGroup key={target.sceneId} sceneId={target.sceneId} text={text}>
            {findings}
          </SceneGroup>
        );
      })}
    </div>
  );
}

/** What was found in one text, under the judgement of its layers. */
function TextFindings({ text }: { readonly text: ReviewedText }): ReactNode {
  const say = useSay();
  const filter = useReview((state) => state.filter);
  const groups = useMemo(() => groupFindings(text, filter), [text, filter]);
  const listed = groups.filter(({ rules }) => rules.length > 0);
  return (
    <>
      <ReviewLayers layers={text.layers} groups={groups} />
      {listed.length === 0 && (
        <p className="finding-list-none">
          {say(text.findings.length === 0 ? 'review.nothing-found' : 'review.nothing-listed')}
        </p>
      )}
      {listed.map((group) => (
        <LayerSection key={group.layer} group={group} />
      ))}
    </>
  );
}

function LayerSection({ group: { layer, rules } }: { readonly group: LayerGroup }): ReactNode {
  const say = useSay();
  return (
    <section className="finding-layer" aria-label={say(`layer.${layer}`)}>
      <h4 className="finding-layer-name">{say(`layer.${layer}`)}</h4>
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
      <h5 className="finding-rule-name">
        {say(`review.rule.${rule}`)}
        {findings.length > 1 && <span className="finding-rule-count">{findings.length}</span>}
      </h5>
      <ul className="finding-rule-list">
        {findings.map((finding) => (
          <FindingCard key={finding.id} finding={finding} inRule={findings.length} />
        ))}
      </ul>
    </div>
  );
}
