import { Skeleton } from '@mantine/core';

interface Props {
  /** What is loading, for those who do not see it. */
  label: string;
  /** Of each line, in order. */
  widths: readonly (number | string)[];
  height: number;
  gap: number;
  className?: string | undefined;
}

/** Lines in the place of those that are being fetched. */
export const SkeletonLines = ({ label, widths, height, gap, className }: Props) => (
  <div className={className} role="status" aria-label={label}>
    {widths.map((width, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a placeholder has no identity but its place
      <Skeleton key={index} height={height} my={gap} width={width} />
    ))}
  </div>
);
