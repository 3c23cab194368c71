import { memory, memoryDisk, type StorageAdapter, type WakeUps } from '@calotype/core/storage'
import { describe, expect, test } from 'vitest'
import { ConformanceFailure, storageConformance } from '../src/index.ts'

type Listeners = Set<() => void>

const good = (listeners: Listeners): WakeUps => ({
  announce() {
    for (const wake of listeners) setImmediate(wake)
  },
  async listen(wake) {
    listeners.add(wake)
    return async () => {
      listeners.delete(wake)
    }
  },
})

/** The cases of waking, on memory with a channel beside it. */
function casesWith(channel: (listeners: Listeners) => Partial<WakeUps>) {
  const { cases } = storageConformance({
    can: { ...memory().can, wakeUps: true },
    opensAgain: 'at-once',
    newStore: async () => {
      const disk = memoryDisk()
      const listeners: Listeners = new Set()
      return {
        open: async (): Promise<StorageAdapter> => {
          const adapter = memory({ disk })
          return Object.assign(adapter, {
            can: { ...adapter.can, wakeUps: true },
            wakeUps: { ...good(listeners), ...channel(listeners) },
          })
        },
      }
    },
  })
  return cases.filter((one) => one.group === 'waking')
}

describe('an adapter that carries notice between processes keeps the contract of waking', () => {
  for (const { name, run } of casesWith(() => ({}))) test(name, run)
})

test('one whose notices do not arrive, or whose listeners cannot stop, is found', async () => {
  const [arrives, stops] = casesWith(() => ({ announce: () => {} }))
  await expect(arrives?.run()).rejects.toBeInstanceOf(ConformanceFailure)
  const deaf = casesWith((listeners) => ({
    listen: async (wake) => {
      listeners.add(wake)
      return async () => {}
    },
  }))
  expect(deaf[1]?.name).toBe(stops?.name)
  await expect(deaf[1]?.run()).rejects.toThrow('it was woken')
})
