/** Whatever is done to stock, in a file: all of it held against a list kept by hand. */
import { stockConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { temporaryFile } from './temporary.ts'

describe('a stockroom in a file', () => {
  const { cases } = stockConformance({
    newStore: async () => ({ storage: sqlite({ file: temporaryFile() }), remove: async () => {} }),
    seeds: [101, 102, 103, 104],
  })
  for (const { name, run } of cases) it(name, run)
})
