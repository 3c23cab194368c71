import { memory, memoryDisk } from '@calotype/core/storage'
import { describe, expect, test } from 'vitest'
import { storageConformance } from '../src/index.ts'

const suite = storageConformance({
  can: memory().can,
  opensAgain: 'at-once',
  newStore: async () => {
    const disk = memoryDisk()
    return { open: async () => memory({ disk }) }
  },
})

describe('the in-memory adapter keeps the storage contract', { meta: { store: { store: 'memory' } } }, () => {
  for (const { name, skipped, run } of suite.cases) {
    if (skipped === undefined) test(name, run)
    else test.skip(`${name} (${skipped})`)
  }

  test('and nothing is skipped but what a memory cannot do', () => {
    expect([...new Set(suite.cases.flatMap((one) => one.skipped ?? []))]).toHaveLength(4)
  })
})
