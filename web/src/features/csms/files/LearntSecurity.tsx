import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { forgetSecurity, listLearntSecurity } from '../../../api/csmsFiles';
import type { LearntSecurity as Learnt } from '../../../api/types';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { Part } from '../../../components/Part';
import table from '../../../components/table.module.css';
import { showDone, showFailed } from '../../../components/toasts';
import { count } from '../../../lib/format';
import { securityProfiles } from '../../../lib/securityProfiles';
import css from './files.module.css';

const learntKey = ['csms', 'security'];

/** Of whom the CSMS has learnt, with ChangeConfiguration, how they must prove who they are; each can be reset. */
export function LearntSecurity() {
  const query = useQuery({ queryKey: learntKey, queryFn: listLearntSecurity });
  const [resetting, setResetting] = useState<string>();
  return (
    <>
      <Part
        title="Learnt security"
        query={query}
        isEmpty={({ total }) => total === 0}
        empty={{
          icon: KeyRound,
          title: 'Everybody may come as the settings say',
          children:
            'A charger that is told another AuthorizationKey or SecurityProfile with ChangeConfiguration must come with it from then on, and is listed here.',
        }}
      >
        {({ items, total }) => (
          <div className={table.scroll}>
            <table className={table.table}>
              <thead>
                <tr>
                  <th>Charge point</th>
                  <th>Security profile at least</th>
                  <th>Password</th>
                  <th>
                    <span className={table.hidden}>Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((learnt) => (
                  <Row key={learnt.chargePointId} learnt={learnt} onReset={setResetting} />
                ))}
              </tbody>
            </table>
            {total > items.length && (
              <p className={css.more}>
                The first {items.length} of {count(total)}.
              </p>
            )}
          </div>
        )}
      </Part>
      {resetting && <ResetDialog id={resetting} onClose={() => setResetting(undefined)} />}
    </>
  );
}

function Row({ learnt, onReset }: { learnt: Learnt; onReset: (id: string) => void }) {
  const { securityProfile, nextSecurityProfile, passwordKnown, nextPasswordKnown } = learnt.security;
  return (
    <tr>
      <td>{learnt.chargePointId}</td>
      <td>
        {profileName(securityProfile)}
        {nextSecurityProfile !== null && (
          <span className="dim">, {profileName(nextSecurityProfile)} once it has connected with it</span>
        )}
      </td>
      <td>
        {passwordKnown ? 'asked for' : 'none'}
        {nextPasswordKnown && <span className="dim">, a new one once it has connected with it</span>}
      </td>
      <td className="num">
        <Button
          size="compact-xs"
          leftSection={<RotateCcw size={12} />}
          aria-label={`Reset what was learnt of ${learnt.chargePointId}`}
          onClick={() => onReset(learnt.chargePointId)}
        >
          Reset…
        </Button>
      </td>
    </tr>
  );
}

const profileName = (profile: number | null): string =>
  profile === null ? 'any' : `${profile}, ${securityProfiles[profile]}`;

function ResetDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useQueryClient();
  const reset = useMutation({
    mutationFn: () => forgetSecurity(id),
    onSuccess: () => showDone(`What was learnt of ${id} is forgotten`),
    onError: (error) => showFailed(`${id} was not reset`, error),
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: learntKey });
    },
  });
  return (
    <ConfirmDialog
      title={`Reset what was learnt of ${id}?`}
      confirm="Reset"
      pending={reset.isPending}
      onConfirm={() => reset.mutate()}
      onClose={onClose}
    >
      It may then connect as the settings of the CSMS say, with any security profile where they say nothing.
      The charger itself is told nothing.
    </ConfirmDialog>
  );
}
