/** Whatever is done to a diary, on a server: all of it held against one that is kept on paper. */
import { bookingsConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('a diary on a server', { meta: lab.meta }, () => {
  const { cases } = bookingsConformance({
    newStore: async () => ({
      storage: await lab.open({ schema: await lab.newSchema(), poolSize: 3, notify: false }),
      remove: async () => {},
    }),
    seeds: [201],
    steps: 60,
  })
  for (const { name, run } of cases) it(name, run)
})
