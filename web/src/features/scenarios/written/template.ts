/** A scenario to begin with: what it takes at least, and one of each of the usual steps. */
export const template = `name: my_scenario
title: My scenario
description: Every charger serves one car.
duration: 5m

parameters:
  stay:
    type: number
    title: Stay
    description: How long each car charges.
    unit: s
    minimum: 5
    maximum: 3600
    default: 60

steps:
  - for-each:
      chargers: all
      steps:
        - wait: { between: [1s, 20s] }
        - start-transaction: { idTag: TAG1, socPercent: 30 }
        - wait: \${stay}s
        - stop-transaction
        - unplug
`;
