import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter, Tx } from '../../src/storage/port.ts'
import { statementsOf } from '../statements-of.ts'
import { openStudio } from './counter.ts'

/** The same store, which notes every statement. */
function noted(storage: StorageAdapter): { storage: StorageAdapter; statements: string[] } {
  const statements: string[] = []
  const watch = <R extends object>(reads: R): R =>
    new Proxy(reads, {
      get(target, name) {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          statements.push(...statementsOf(String(name), given))
          return Reflect.apply(member, target, given)
        }
      },
    })
  const watched = new Proxy(storage, {
    get(target, name) {
      if (name === 'transaction') {
        return (work: (tx: Tx) => Promise<unknown>, options: never) => {
          statements.push('begin', 'commit')
          return target.transaction((tx) => work(watch(tx)), options)
        }
      }
      if (name === 'snapshot')
        return (work: (reads: object) => Promise<unknown>) => target.snapshot((reads) => work(watch(reads)))
      const member = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { storage: watched, statements }
}

describe('the statements of', () => {
  it('a payment are nine, those of a refund twelve', async () => {
    const { storage, statements } = noted(memory())
    const { engine, manager } = await openStudio({ storage })
    await manager.sales.open({ orderId: 'o1', total: '100' })
    await engine.settle()
    statements.length = 0
    const legs = [
      { method: 'cash', amount: '10' },
      { method: 'card', amount: '10' },
    ]
    const receipt = await manager.ledger.takePayment({ orderId: 'o1', legs, idempotencyKey: 'k1' })
    expect(statements).toEqual([
      'begin',
      'commit',
      'findForUpdate ledger_commitments',
      'accumulate calotype_sequences',
      'update ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert audit_commands',
      'insert calotype_outbox',
    ])
    statements.length = 0
    await manager.ledger.refund({ receiptId: receipt.id, amount: '15', reason: 'test', idempotencyKey: 'k2' })
    expect(statements).toHaveLength(12)
  })

  it('an order opened and paid at once are only its inserts, where the number was taken beforehand', async () => {
    const { storage, statements } = noted(memory())
    const { manager } = await openStudio({ storage })
    await manager.sales.open({ orderId: 'first', total: '1' })
    statements.length = 0
    const legs = [{ method: 'cash', amount: '10' }]
    await manager.sales.open({ orderId: 'o1', total: '100', legs, number: 'R-1' })
    expect(statements.filter((statement) => statement.includes('ledger'))).toEqual([
      'insert ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
    ])
  })

  it('a delivery are four, of its reversal eight, of a cancellation with money back eight', async () => {
    const { storage, statements } = noted(memory())
    const { manager } = await openStudio({ storage })
    const own = async (work: () => Promise<unknown>) => {
      statements.length = 0
      const answer = await work()
      return { answer, count: statements.filter((statement) => /ledger|sequences/.test(statement)).length }
    }
    const orderId = 'o1'
    await manager.sales.open({ orderId, total: '100', legs: [{ method: 'cash', amount: '50' }] })
    const amounts = [{ account: 'Income:Package', category: 'package', amount: '80' }]
    const delivery = await own(() => manager.sales.deliver({ orderId, amounts }))
    expect(delivery.count).toBe(4)
    const recognitionId = String(delivery.answer)
    expect((await own(() => manager.sales.takeBack({ orderId, recognitionId }))).count).toBe(8)
    expect((await own(() => manager.sales.change({ orderId, total: '90' }))).count).toBe(2)
    expect((await own(() => manager.sales.cancel({ orderId, forfeit: '10', refund: 'rest' }))).count).toBe(8)
  })
})
