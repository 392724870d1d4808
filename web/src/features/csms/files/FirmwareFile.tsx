import { Button, Select, Skeleton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { fileLocation, listFiles, signFirmware } from '../../../api/csmsFiles';
import { messageOf } from '../../../api/problem';
import type { SignatureAlgorithm } from '../../../api/types';
import { isObject } from '../../../lib/json';
import type { Payload } from '../callSchema';
import { algorithms } from './algorithms';
import css from './files.module.css';
import { filesKey } from './filesKey';
import { UploadButton } from './UploadButton';

/** Actions whose payload tells of a firmware file. */
export const firmwareActions: readonly string[] = ['UpdateFirmware', 'SignedUpdateFirmware'];

interface Props {
  /** Whether the call takes a signature. */
  signed: boolean;
  payload: Payload;
  onFill: (change: (payload: Payload) => Payload) => void;
}

/** Fills a firmware call in with a file of the embedded CSMS, which it signs where the call wants it. */
export function FirmwareFile({ signed, payload, onFill }: Props) {
  const query = useQuery({ queryKey: filesKey, queryFn: listFiles });
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>('ecdsa');
  const fill = useMutation({
    mutationFn: async ({ name, how }: { name: string; how: SignatureAlgorithm }) => {
      const signature = signed ? await signFirmware(name, how) : undefined;
      onFill((former) =>
        signature
          ? {
              ...former,
              firmware: {
                ...(isObject(former.firmware) ? former.firmware : {}),
                location: fileLocation(name),
                signature: signature.signature,
                signingCertificate: signature.signingCertificate,
              },
            }
          : { ...former, location: fileLocation(name) },
      );
    },
  });
  if (query.isError && !query.data)
    return (
      <p role="alert" className={css.bad}>
        The files of the embedded CSMS could not be loaded: {messageOf(query.error)}{' '}
        <Button size="compact-xs" onClick={() => void query.refetch()}>
          Try again
        </Button>
      </p>
    );
  if (!query.data) return <Skeleton height={46} />;
  const place = signed && isObject(payload.firmware) ? payload.firmware.location : payload.location;
  const chosen = query.data.find(({ name }) => fileLocation(name) === place)?.name ?? null;
  const choose = (name: string, how = algorithm) => fill.mutate({ name, how });
  return (
    <div className={css.chooser}>
      <Select
        label={signed ? 'Choose a file and sign it' : 'Choose a file'}
        placeholder={query.data.length === 0 ? 'None there yet: upload one' : 'Of the embedded CSMS'}
        searchable
        nothingFoundMessage="No such file"
        disabled={query.data.length === 0}
        data={query.data.map(({ name }) => name)}
        value={chosen}
        onChange={(name) => name && choose(name)}
      />
      {signed && (
        <Select
          label="Signature"
          data={algorithms}
          value={algorithm}
          onChange={(value) => {
            if (!value) return;
            setAlgorithm(value as SignatureAlgorithm);
            if (chosen) choose(chosen, value as SignatureAlgorithm);
          }}
        />
      )}
      <UploadButton files={query.data} onUploaded={({ name }) => choose(name)} />
      <p className={fill.error ? css.bad : 'dim'} role={fill.error ? 'alert' : 'status'}>
        {fill.error
          ? `${fill.variables?.name} could not be signed: ${messageOf(fill.error)}`
          : fill.isPending
            ? 'Signing…'
            : fill.isSuccess && signed
              ? `${fill.variables.name} is signed; the charger needs the ManufacturerRootCertificate of this CSMS.`
              : null}
      </p>
    </div>
  );
}
