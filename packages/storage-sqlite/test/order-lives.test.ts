/** Whatever is done to orders, in a file: all of it held against orders that are kept on paper. */
import { orderConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { temporaryFile } from './temporary.ts'

for (const { name: driver, open } of drivers) {
  describe(`orders in a file, by ${driver}`, () => {
    const { cases } = orderConformance({
      newStore: async () => ({
        storage: sqlite({ file: temporaryFile(), ...(open === undefined ? {} : { open }) }),
        remove: async () => {},
      }),
      seeds: [101, 102, 103],
    })
    for (const { name, run } of cases) it(name, run)
  })
}
