import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { getEmbeddedRoot, getManufacturerRoot } from '../../api/csmsCalls';
import { messageOf } from '../../api/problem';
import css from './csms.module.css';

interface Props {
  /** The certificateType beside it. */
  kind: unknown;
  onFetched: (pem: string) => void;
}

/** Fills a certificate in with a root of the embedded CSMS: that of its own certificate, or that of firmware's signatures. */
export function EmbeddedRoot({ kind, onFetched }: Props) {
  const manufacturer = kind === 'ManufacturerRootCertificate';
  const root = useMutation({
    mutationFn: manufacturer ? getManufacturerRoot : getEmbeddedRoot,
    onSuccess: onFetched,
  });
  return (
    <div className={css.wide}>
      <Button leftSection={<ShieldCheck size={12} />} onClick={() => root.mutate()}>
        Use the embedded CSMS's {manufacturer ? 'manufacturer root' : 'root'}
      </Button>
      {root.error && (
        <p role="alert" className={css.problem}>
          {messageOf(root.error)}
        </p>
      )}
    </div>
  );
}
