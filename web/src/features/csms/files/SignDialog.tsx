import { Button, Select } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signFirmware } from '../../../api/csmsFiles';
import { messageOf } from '../../../api/problem';
import type { CsmsFile, FirmwareSignature, SignatureAlgorithm } from '../../../api/types';
import { CopyButton } from '../../../components/CopyButton';
import { Dialog } from '../../../components/Dialog';
import dialog from '../../../components/dialog.module.css';
import { algorithms } from './algorithms';
import css from './files.module.css';

/** Signs a file as firmware, for SignedUpdateFirmware of a charge point that trusts the manufacturer's root. */
export function SignDialog({ file, onClose }: { file: CsmsFile; onClose: () => void }) {
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>('ecdsa');
  const sign = useMutation({ mutationFn: () => signFirmware(file.name, algorithm) });
  return (
    <Dialog onClose={onClose} title={`Sign ${file.name}`} size={620}>
      <div className={dialog.stack}>
        <p className="dim">
          The form of SignedUpdateFirmware does this by itself. The charge point needs the manufacturer's root
          below: install it with InstallCertificate.
        </p>
        <Select
          label="Algorithm"
          maw={320}
          data-autofocus
          data={algorithms}
          value={algorithm}
          onChange={(value) => {
            if (value) setAlgorithm(value as SignatureAlgorithm);
            sign.reset();
          }}
        />
        {sign.data && <Signed signature={sign.data} />}
        {sign.error && (
          <p role="alert" className={css.bad}>
            {messageOf(sign.error)}
          </p>
        )}
      </div>
      <div className={dialog.buttons}>
        <Button onClick={onClose}>Close</Button>
        <Button variant="filled" loading={sign.isPending} onClick={() => sign.mutate()}>
          Sign
        </Button>
      </div>
    </Dialog>
  );
}

const Signed = ({
  signature: { signature, signingCertificate, sha256 },
}: {
  signature: FirmwareSignature;
}) => (
  <dl className={css.signed}>
    <Value name="signature" text={signature} />
    <Value name="signingCertificate" text={signingCertificate} />
    <Value name="SHA-256 of the file" text={sha256} />
  </dl>
);

const Value = ({ name, text }: { name: string; text: string }) => (
  <div>
    <dt>
      {name} <CopyButton text={text} what={name} />
    </dt>
    <dd className="mono">{text}</dd>
  </div>
);
