import type { ChaosKindInfo, ChaosParameter } from '../api/types';

const number = (
  name: string,
  title: string,
  unit: string | null,
  minimum: number,
  maximum: number,
  value: number,
) =>
  ({
    name,
    title,
    description: `${title}.`,
    type: 'number',
    unit,
    minimum,
    maximum,
    default: value,
    choices: null,
    defaultChoice: null,
  }) satisfies ChaosParameter;

const duration = number('durationSeconds', 'Duration', 's', 0, 2_678_400, 60);

/** Some of the kinds that the server lists. */
export const chaosKinds: ChaosKindInfo[] = [
  {
    kind: 'fault',
    title: 'Fault',
    description: 'A hardware fault.',
    scope: 'evse-or-charger',
    parameters: [
      {
        ...number('errorCode', 'Error code', null, 0, 0, 0),
        type: 'choice',
        minimum: null,
        maximum: null,
        default: null,
        choices: ['GroundFailure', 'OtherError'],
        defaultChoice: 'OtherError',
      },
      duration,
    ],
  },
  {
    kind: 'disconnect',
    title: 'Disconnect',
    description: 'The connection is cut.',
    scope: 'charger',
    parameters: [duration],
  },
  {
    kind: 'latency',
    title: 'Latency',
    description: 'Frames take long.',
    scope: 'charger',
    parameters: [
      number('meanMs', 'Mean', 'ms', 0, 60_000, 500),
      number('jitterMs', 'Jitter', 'ms', 0, 60_000, 100),
      duration,
    ],
  },
  {
    kind: 'power-spike',
    title: 'Power spike',
    description: 'More flows.',
    scope: 'evse-or-all',
    parameters: [number('factor', 'Factor', '×', 1, 10, 1.5), duration],
  },
];
