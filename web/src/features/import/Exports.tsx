import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useState } from 'react';
import { listLocations } from '../../api/siteCalls';
import { WhileOnline } from '../../components/WhileOnline';
import css from './import.module.css';

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
      <WhileOnline>
        {(['chargers', 'vehicles'] as const).map((kind) => (
          <div key={kind} className={css.exports}>
            <span className="grow">{kind === 'chargers' ? 'Chargers' : 'Vehicles'}</span>
            {(['csv', 'json'] as const).map((format) => (
              <Button
                key={format}
                component="a"
                href={`/export/${kind}?format=${format}${of}`}
                download
                leftSection={<FileDown size={13} />}
                aria-label={`Export ${kind} as ${format.toUpperCase()}`}
              >
                {format.toUpperCase()}
              </Button>
            ))}
          </div>
        ))}
      </WhileOnline>
      <p className="dim">
        Passwords are never in them; an update with such a file keeps those that are there.
      </p>
    </>
  );
}
