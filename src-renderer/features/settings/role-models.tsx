import type { ReactNode } from 'react';
import { modelIdOf, roles, type ModelChoice, type Role } from '../../../src-shared/domain/model.ts';
import { Select } from '../../ui/select.tsx';
import { useSay } from '../../words.ts';
import { ModelForm } from './model-form.tsx';
import { keepModel, useModels } from './model-store.ts';
import { SettingGroup } from './setting-group.tsx';
import './role-models.css';

/** A model of its own for each agent that shall have one. */
export function RoleModels({ choice }: { readonly choice: ModelChoice }): ReactNode {
  const say = useSay();
  const scope = useModels((state) => state.scope);
  const overview = useModels((state) => state.overview);
  return (
    <SettingGroup title={say('settings.models.roles')} note={say('settings.models.rolesNote')}>
      <ul className="role-models">
        {roles.map((role) => (
          <RoleModel key={role} role={role} choice={choice} />
        ))}
      </ul>
      {scope === 'novel' &&
        overview?.declared.map(({ role, settings }) => (
          <p key={role} role="note">
            {say('settings.models.declared', { role: say(`role.${role}`), model: modelIdOf(settings) })}
          </p>
        ))}
    </SettingGroup>
  );
}

function RoleModel({ role, choice }: { readonly role: Role; readonly choice: ModelChoice }): ReactNode {
  const say = useSay();
  const own = choice.roles[role];
  return (
    <li className="role-models-role">
      <div className="role-models-row">
        <span className="role-models-name">
          {say(`role.${role}`)}
          <span className="role-models-note">{say(`role.${role}.note`)}</span>
        </span>
        <Select
          label={say(`role.${role}`)}
          isLabelHidden
          choices={[
            { id: 'same', label: say('settings.models.role.same') },
            { id: 'own', label: say('settings.models.role.own') },
          ]}
          value={own ? 'own' : 'same'}
          onChange={(which) => void keepModel(role, which === 'own' ? (own ?? choice.default) : null)}
          className="role-models-select"
        />
      </div>
      {own && (
        <div className="role-models-own">
          <ModelForm place={role} settings={own} onChange={(settings) => void keepModel(role, settings)} />
        </div>
      )}
    </li>
  );
}
