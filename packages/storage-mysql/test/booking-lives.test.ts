/** Whatever is done to a diary, on a server: all of it held against one that is kept on paper. */
import { bookingsConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { mysql } from '../src/index.ts'
import { absent, freshDatabase, meta } from './database.ts'

describe.skipIf(absent)('a diary on a server', { meta }, () => {
  const { cases } = bookingsConformance({
    newStore: async () => {
      const { url, drop } = await freshDatabase()
      return { storage: mysql({ url }), remove: drop }
    },
    seeds: [301],
    steps: 40,
  })
  for (const { name, run } of cases) it(name, run)
})
