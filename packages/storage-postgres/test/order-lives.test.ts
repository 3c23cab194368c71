/** Whatever is done to orders, on a server: all of it held against orders that are kept on paper. */
import { orderConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('orders on a server', { meta: lab.meta }, () => {
  const { cases } = orderConformance({
    newStore: async () => ({
      storage: await lab.open({ schema: await lab.newSchema(), poolSize: 3, notify: false }),
      remove: async () => {},
    }),
    seeds: [201],
    steps: 50,
  })
  for (const { name, run } of cases) it(name, run)
})
