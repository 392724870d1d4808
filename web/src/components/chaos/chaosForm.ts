import type { ChaosKindInfo, ChaosParameter, ChaosRequest } from '../../api/types';

/** What stands in the fields, by parameter; numbers are as typed. */
export type ChaosValues = Readonly<Record<string, number | string>>;

export const allEvses = 'all';

export const defaultsOf = (kind: ChaosKindInfo): ChaosValues =>
  Object.fromEntries(kind.parameters.map((each) => [each.name, each.default ?? each.defaultChoice ?? '']));

/** What is wrong with a value before it is sent; null when nothing is. */
export function problemOf(parameter: ChaosParameter, value: number | string | undefined): string | null {
  if (parameter.type === 'choice') return null;
  if (value === '' || value === undefined) return 'is missing';
  const number = Number(value);
  const { minimum, maximum } = parameter;
  if (minimum !== null && maximum !== null && !(number >= minimum && number <= maximum))
    return `must be from ${minimum} to ${maximum}${parameter.unit && parameter.unit !== '×' ? ` ${parameter.unit}` : ''}`;
  return null;
}

/** The request for what stands in the fields. */
export function requestOf(kind: ChaosKindInfo, values: ChaosValues, evseId: string): ChaosRequest {
  const fields = kind.parameters.map((each) => [
    each.name,
    each.type === 'number' ? Number(values[each.name]) : values[each.name],
  ]);
  return {
    ...Object.fromEntries(fields),
    kind: kind.kind,
    ...(kind.scope !== 'charger' && evseId !== allEvses && { evseId: Number(evseId) }),
  } as ChaosRequest;
}
