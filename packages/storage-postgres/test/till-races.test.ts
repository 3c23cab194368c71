/** Sales, refunds and closings at the tills of one branch, from two processes at once. */
import { createEngine, isCalotypeError } from '@calotype/core'
import { Deadlock, type StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()
const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const

/** The same store, which notes why transactions were rolled back. */
function noting(storage: StorageAdapter, failures: unknown[]): StorageAdapter {
  return new Proxy(storage, {
    get(target, name) {
      if (name === 'transaction') {
        return (...given: Parameters<StorageAdapter['transaction']>) =>
          target.transaction(...given).catch((error: unknown) => {
            failures.push(error)
            throw error
          })
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}

describe.skipIf(lab.absent)('the tills of a branch', { meta: lab.meta }, () => {
  async function twoProcesses() {
    const schema = await lab.newSchema()
    const failures: unknown[] = []
    const opened = async () => {
      const storage = noting(await lab.open({ schema, poolSize: 8, notify: false }), failures)
      return createEngine({ storage, studio, tenants: ['rose'], background: false })
    }
    const engines = [await opened(), await opened()]
    const desk = (turn: number, id: string, role = 'cashier', branch = 'main') => {
      const engine = engines[turn % 2]
      if (engine === undefined) throw new Error('no engine is open')
      return engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })
    }
    const close = () => Promise.all(engines.map((engine) => engine.close()))
    return { desk, failures, close }
  }

  it('never wait for each other in a circle, and every sale is in the one shift that counted it, or refused', async () => {
    const { desk, failures, close } = await twoProcesses()
    const manager = desk(0, 'zhang-wei', 'manager')
    const owner = desk(1, 'owner', 'owner')
    await owner.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '9000.00' })
    const { id: customerId } = await owner.customers.register({ name: '王芳', phone: '13800000000' })
    for (const code of ['back', 'front']) await manager.tills.define({ code, name: code })
    const lines = [{ item: 'classic' }]
    const orders = await Promise.all([1, 2].map(() => owner.orders.place({ customerId, lines })))
    const orderOf = (turn: number) => orders[turn % 2]?.id ?? ''
    let taken = 0
    let refused = 0
    for (let round = 0; round < 6; round++) {
      const shifts = await Promise.all([
        desk(round, 'li-na').tills.openShift({ till: 'front', float: { amount: '0' } }),
        desk(round + 1, 'mei-mei').tills.openShift({ till: 'back', float: { amount: '0' } }),
      ])
      const first = await desk(0, 'li-na').ledger.takePayment({
        orderId: orderOf(0),
        legs: [{ method: 'cash', amount: '30' }],
      })
      const work = Array.from({ length: 24 }, (_, turn) => async () => {
        const cash = [{ method: 'cash', amount: '10' }]
        const till = turn % 4 < 2 ? 'front' : 'back'
        const orderId = orderOf(turn)
        switch (turn % 6) {
          case 0:
            return desk(turn, 'li-na').ledger.takePayment({ orderId, legs: cash })
          case 1:
            return desk(turn, 'mei-mei').ledger.takePayment({ orderId, legs: cash })
          // Somebody else at a drawer: by its name, with an order that its cashier may be holding.
          case 2:
            return desk(turn, 'zhang-wei', 'manager').ledger.takePayment({ orderId, legs: cash, till })
          case 3:
            return desk(turn, 'li-na').orders.place({ customerId, lines, payment: { legs: cash } })
          case 4:
            return desk(turn, 'zhang-wei', 'manager').ledger.refund({
              receiptId: first.id,
              amount: '1',
              reason: 'race',
              till: 'front',
            })
          default:
            return desk(turn, 'mei-mei').orders.place({ customerId, lines, payment: { legs: cash, till: 'back' } })
        }
      })
      const outcomes: Promise<unknown>[] = []
      for (const [turn, one] of work.entries()) {
        if (turn === 4 + round * 2) outcomes.push(desk(turn, 'li-na').tills.closeShift({ cash: { amount: '0' } }))
        if (turn === 6 + round * 2) outcomes.push(desk(turn, 'mei-mei').tills.closeShift({ cash: { amount: '0' } }))
        outcomes.push(one())
      }
      for (const outcome of await Promise.allSettled(outcomes)) {
        if (outcome.status === 'fulfilled') taken++
        else {
          expect(isCalotypeError(outcome.reason) && outcome.reason.code).toBe('CASH_WITHOUT_SHIFT')
          refused++
        }
      }
      for (const { id: shiftId, till } of shifts) {
        const report = await manager.tills.shiftReport({ shiftId })
        expect(report.report).toBe('Z')
        // What was counted is nothing, so what the shift did not count would stand on the account of its till.
        const { balance } = await manager.ledger.accountBalance({ account: `Cash:Till:${till}` })
        expect(balance).toBe('0.00')
      }
    }
    expect(taken).toBeGreaterThan(0)
    expect(refused).toBeGreaterThan(0)
    expect(failures.filter((failure) => Deadlock.is(failure))).toEqual([])
    await close()
  })

  it('a first till that is defined and opened while sales run: each sale is without a shift, in it, or refused', async () => {
    const { desk, close } = await twoProcesses()
    const lines = [{ item: 'classic' }]
    const owner = desk(0, 'owner', 'owner')
    await owner.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '9000.00' })
    const { id: customerId } = await owner.customers.register({ name: '王芳', phone: '13800000000' })
    for (let round = 0; round < 8; round++) {
      const branch = `b${round}`
      const manager = desk(1, 'zhang-wei', 'manager', branch)
      const payment = { legs: [{ method: 'cash', amount: '10' }] }
      // The other process has seen that there is no till.
      await desk(0, 'li-na', 'cashier', branch).orders.place({ customerId, lines, payment })
      const sales = Array.from({ length: 8 }, (_, turn) =>
        desk(turn, 'li-na', 'cashier', branch).orders.place({ customerId, lines, payment }),
      )
      // The till has the code of the branch, whose drawer took the cash so far.
      const opening = manager.tills
        .define({ code: branch, name: 'First' })
        .then(() => desk(1, 'li-na', 'cashier', branch).tills.openShift({ float: { amount: '0' } }))
      const outcomes = await Promise.allSettled(sales)
      const shift = await opening
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(outcome.reason.code).toBe('CASH_WITHOUT_SHIFT')
        else expect(outcome.value.receipt?.till).toBe(branch)
      }
      await desk(0, 'li-na', 'cashier', branch).tills.closeShift({ cash: { amount: '0' } })
      // Whatever slipped in without a shift is carried by the next one, and the drawer is even after it.
      const next = await desk(1, 'li-na', 'cashier', branch).tills.openShift({ float: { amount: '0' } })
      expect(next.id).not.toBe(shift.id)
      await desk(1, 'li-na', 'cashier', branch).tills.closeShift({ cash: { amount: '0' } })
      expect((await manager.ledger.accountBalance({ account: `Cash:Till:${branch}` })).balance).toBe('0.00')
    }
    await close()
  })
})
