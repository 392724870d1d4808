import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { listSamples } from '../../api/libraryCalls';
import { messageOf } from '../../api/problem';
import type { SampleFile } from '../../api/types';
import { useFileLink } from '../../components/WhileOnline';
import { bytes, count } from '../../lib/format';
import css from './import.module.css';

/** Files to begin with, site by site. */
export function Samples() {
  const samples = useQuery({
    queryKey: ['samples'],
    queryFn: listSamples,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (samples.isError)
    return (
      <p role="alert" className={css.bad}>
        They could not be loaded: {messageOf(samples.error)}{' '}
        <Button size="compact-xs" loading={samples.isFetching} onClick={() => void samples.refetch()}>
          Try again
        </Button>
      </p>
    );
  if (!samples.data)
    return (
      <div role="status" aria-label="Loading the samples">
        <Skeleton height={9} width="60%" my={10} />
        <Skeleton height={9} width="50%" my={10} />
      </div>
    );
  const sites = [...new Set(samples.data.map(({ site }) => site))].map((site) =>
    samples.data.filter((file) => file.site === site),
  );
  return (
    <ul className={css.samples}>
      {sites.map((files) => (
        <li key={files[0]?.site}>
          <strong>{files[0]?.title}</strong>
          <p className="dim">{files[0]?.description}</p>
          {(['chargers', 'vehicles'] as const).map((content) => (
            <Files key={content} files={files.filter((file) => file.content === content)} content={content} />
          ))}
        </li>
      ))}
    </ul>
  );
}

const Files = ({ files, content }: { files: SampleFile[]; content: string }) => (
  <p className="tnum">
    {count(files[0]?.items)} {content}:{' '}
    {files.map((file) => (
      <FileLink key={file.name} file={file} />
    ))}
  </p>
);

const FileLink = ({ file: { name, format, sizeBytes } }: { file: SampleFile }) => (
  <a {...useFileLink(`/samples/${encodeURIComponent(name)}`, name)} className={css.sample}>
    {format.toUpperCase()} <span className="dim">{bytes(sizeBytes)}</span>
  </a>
);
