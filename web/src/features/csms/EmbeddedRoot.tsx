import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { getEmbeddedRoot } from '../../api/csmsCalls';
import { messageOf } from '../../api/problem';
import css from './csms.module.css';

/** Fills a certificate in with the root that the embedded CSMS's own certificate rests on. */
export function EmbeddedRoot({ onFetched }: { onFetched: (pem: string) => void }) {
  const root = useMutation({ mutationFn: getEmbeddedRoot, onSuccess: onFetched });
  return (
    <div className={css.wide}>
      <Button leftSection={<ShieldCheck size={12} />} onClick={() => root.mutate()}>
        Use the embedded CSMS's root
      </Button>
      {root.error && (
        <p role="alert" className={css.problem}>
          {messageOf(root.error)}
        </p>
      )}
    </div>
  );
}
