/** Whatever is done to a diary, in a file: all of it held against one that is kept on paper. */
import { bookingsConformance } from '@calotype/testkit'
import { describe, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { temporaryFile } from './temporary.ts'

for (const { name: driver, open } of drivers) {
  describe(`a diary in a file, by ${driver}`, () => {
    const { cases } = bookingsConformance({
      newStore: async () => ({
        storage: sqlite({ file: temporaryFile(), ...(open === undefined ? {} : { open }) }),
        remove: async () => {},
      }),
      seeds: [101],
      steps: 60,
    })
    for (const { name, run } of cases) it(name, run)
  })
}
