import { memory, memoryDisk, type StorageAdapter } from '@calotype/core/storage'
import { describe, expect, test } from 'vitest'
import { brokenAdapters, ConformanceFailure, storageConformance } from '../src/index.ts'

/** The case of that name, run on a store whose adapters are wrapped. */
async function runCase(name: string, wrap: (adapter: StorageAdapter) => StorageAdapter): Promise<void> {
  const suite = storageConformance({
    can: memory().can,
    opensAgain: 'at-once',
    deadlineMs: 3_000,
    newStore: async () => {
      const disk = memoryDisk()
      return { open: async () => wrap(memory({ disk, lockTimeoutMs: 1_000 })) }
    },
  })
  const found = suite.cases.find((one) => one.name === name)
  if (found === undefined) throw new TypeError(`there is no case "${name}"`)
  if (found.skipped !== undefined) throw new TypeError(`"${name}" is skipped: ${found.skipped}`)
  await found.run()
}

describe('every adapter that is broken on purpose is found', () => {
  for (const { name, breaks, foundBy, wrap } of brokenAdapters) {
    test(`${name}, by "${foundBy}"`, async () => {
      const failure = await runCase(foundBy, wrap).catch((error: unknown) => error)
      expect(failure, breaks).toBeInstanceOf(ConformanceFailure)
      const { rule, mend } = failure as ConformanceFailure
      expect(rule).toBe(foundBy)
      expect(mend).not.toBe('')
    })
  }
})

describe('the cases that find them pass on the adapter that is not broken', () => {
  for (const name of new Set(brokenAdapters.map((one) => one.foundBy))) {
    test(name, () => runCase(name, (adapter) => adapter))
  }
})

test('broken adapters are many, each with a name and a flaw of its own', () => {
  expect(brokenAdapters.length).toBeGreaterThanOrEqual(30)
  expect(new Set(brokenAdapters.map((one) => one.name)).size).toBe(brokenAdapters.length)
  expect(new Set(brokenAdapters.map((one) => one.breaks)).size).toBeGreaterThan(brokenAdapters.length - 3)
})
