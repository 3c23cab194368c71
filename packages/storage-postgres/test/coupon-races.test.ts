/** Orders with the same coupons, placed, added to and cancelled by two processes at once. */
import { createEngine } from '@calotype/core'
import { Deadlock, type StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'

const lab = await postgresLab()
const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const
const effect = { kind: 'amount', amount: '10' } as const

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

describe.skipIf(lab.absent)('coupons', { meta: lab.meta }, () => {
  it('are counted exactly by two processes, and nobody waits crosswise', async () => {
    const schema = await lab.newSchema()
    const failures: unknown[] = []
    const opened = async () => {
      const storage = noting(await lab.open({ schema, poolSize: 8, notify: false }), failures)
      return createEngine({ storage, studio, tenants: ['rose'], background: false })
    }
    const engines = [await opened(), await opened()]
    const desk = (turn: number) => {
      const engine = engines[turn % 2]
      if (engine === undefined) throw new Error('no engine is open')
      return engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li-na', roles: ['owner'] } })
    }
    await desk(0).catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '1000' })
    for (const code of ['AAA', 'BBB']) {
      await desk(0).pricing.issueCoupons({ code, name: code, effect, combinable: true, uses: 30, usesEach: null })
    }
    const { id: customerId } = await desk(0).customers.register({ name: '王芳' })
    const coupons = (turn: number) => (turn % 4 < 2 ? ['AAA', 'BBB'] : ['BBB', 'AAA'])
    const lines = [{ item: 'classic' }]
    const payment = { legs: [{ method: 'cash', amount: '1.00' }] }
    const life = async (turn: number) => {
      const placed = await desk(turn).orders.place.attempt({ customerId, lines, payment, coupons: coupons(turn) })
      if (!placed.ok) return placed.error.code
      const orderId = placed.value.id
      if (turn % 3 === 0) await desk(turn + 1).orders.cancel({ orderId, reason: 'x' })
      return turn % 3 === 0 ? 'given back' : 'used'
    }
    const ends = await Promise.all(Array.from({ length: 36 }, (_, turn) => life(turn)))
    const used = ends.filter((end) => end === 'used').length
    expect(new Set(ends)).not.toContain('CONTENTION')
    for (const coupon of ['AAA', 'BBB']) {
      expect(await desk(0).pricing.coupon({ coupon })).toMatchObject({ used, saved: `${used * 10}.00` })
    }
    expect(failures.filter((failure) => Deadlock.is(failure))).toEqual([])
    for (const engine of engines) await engine.close()
  })
})
