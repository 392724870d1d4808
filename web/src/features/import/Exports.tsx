import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { listLocations } from '../../api/siteCalls';
import { useFileLink } from '../../components/WhileOnline';
import type { Format } from './fileRows';
import css from './import.module.css';
import type { Kind } from './importFile';

/** What is there as files, of the active or a chosen location. */
export function Exports() {
  const locations = useQuery({ queryKey: ['locations'], queryFn: listLocations });
  const [chosen, setChosen] = useState<string | null>('');
  const of = chosen ? `&locationId=${encodeURIComponent(chosen)}` : '';
  return (
    <>
      <Select
        label="Location"
        data={[
          { value: '', label: 'Active location' },
          ...(locations.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={chosen}
        onChange={setChosen}
      />
      {(['chargers', 'vehicles'] as const).map((kind) => (
        <div key={kind} className={css.exports}>
          <span className="grow">{kind === 'chargers' ? 'Chargers' : 'Vehicles'}</span>
          {(['csv', 'json'] as const).map((format) => (
            <ExportLink key={format} kind={kind} format={format} of={of} />
          ))}
        </div>
      ))}
      <p className="dim">
        Passwords are never in them; an update with such a file keeps those that are there.
      </p>
    </>
  );
}

const ExportLink = ({ kind, format, of }: { kind: Kind; format: Format; of: string }) => (
  <Button
    component="a"
    {...useFileLink(`/export/${kind}?format=${format}${of}`)}
    leftSection={<FileDown size={13} />}
    aria-label={`Export ${kind} as ${format.toUpperCase()}`}
  >
    {format.toUpperCase()}
  </Button>
);
