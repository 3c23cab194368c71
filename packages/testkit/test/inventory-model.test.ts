/** Whatever is done to stock, on the store that comes with the engine. */
import { memory } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import { stockConformance } from '../src/index.ts'

const newStore = async () => ({ storage: memory(), remove: async () => {} })

describe('a stockroom in memory', () => {
  const seeds = Array.from({ length: 12 }, (_, at) => at + 1)
  for (const { name, run } of stockConformance({ newStore, seeds }).cases) it(name, run)
})

describe('the suite', () => {
  it('tells what was done where stock is not what it should be', async () => {
    const forgetful = async () => {
      const storage = memory()
      const transaction: typeof storage.transaction = (work, options) =>
        storage.transaction(
          (tx) =>
            work(
              new Proxy(tx, {
                get(target, name) {
                  const member: unknown = Reflect.get(target, name)
                  if (name !== 'accumulate') return typeof member === 'function' ? member.bind(target) : member
                  return async (...given: Parameters<typeof tx.accumulate>) => {
                    const [table, rows, columns] = given
                    // Forgets what stock is worth.
                    return table.name === 'inventory_pools' && columns.includes('value')
                      ? target.accumulate(
                          table,
                          rows.map((row) => ({ ...row, value: 0n })),
                          columns,
                        )
                      : target.accumulate(...given)
                  }
                },
              }),
            ),
          options,
        )
      return {
        storage: new Proxy(storage, {
          get: (target, name) => {
            const member: unknown = name === 'transaction' ? transaction : Reflect.get(target, name)
            return typeof member === 'function' && name !== 'transaction' ? member.bind(target) : member
          },
        }),
        remove: async () => {},
      }
    }
    const [first] = stockConformance({ newStore: forgetful, seeds: [1], steps: 5 }).cases
    await expect(first?.run()).rejects.toThrow(/follows from its movements[\s\S]*receive/)
  })
})
