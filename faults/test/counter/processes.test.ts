/** Two processes at one counter, on every store that they reach. */
import { describe, expect, it } from 'vitest'
import { callsOf } from '../../src/counter/file-provider.ts'
import { settled } from './bank.ts'
import { counterLab, whole } from './lab.ts'
import type { OtherDesk } from './other-desk.ts'
import { storeKinds } from './stores.ts'

for (const kind of storeKinds) {
  const { reachable } = counterLab(kind)

  describe.skipIf(kind.absent || kind.name === 'memory')(`two processes on ${kind.name}`, { meta: kind.meta }, () => {
    it('let exactly ten refunds of 100 out of 1,000, and count every sale in the shift of its till', async () => {
      const { here, start } = await reachable()
      const legs = [{ method: 'wechat', amount: '1000' }]
      const receiptId = String(await here.owner.sales.open({ orderId: 'o1', total: '90000', legs }))
      const desks = [await start(), await start()]
      const all = async (order: Parameters<OtherDesk['tell']>[0]) =>
        (await Promise.all(desks.map((desk) => desk.tell(order)))).flatMap((told) => told ?? ['killed'])
      const refunds = { do: 'refund', times: 10, receiptId, amount: '100' } as const
      const refunded = [...(await all(refunds)), ...(await all(refunds))]
      expect(refunded.filter((one) => one === 'done')).toHaveLength(10)
      expect(new Set(refunded)).toEqual(new Set(['done', 'REFUND_EXCEEDS_LEFT']))
      await here.owner.tills.define({ code: 'front', name: 'Front' })
      const ann = here.desk('ann', 'manager')
      for (let round = 0; round < 3; round++) {
        const shift = await ann.tills.openShift({ float: { amount: '0' } })
        const selling = all({ do: 'pay', times: 6, clerk: 'ann', orderId: 'o1', till: 'front', amount: '10' })
        const closing = ann.tills.closeShift({ shiftId: shift.id, cash: { amount: '0' } })
        const sold = (await selling).filter((one) => one === 'done').length
        expect((await closing).expected).toBe(`${sold * 10}.00`)
      }
      await whole(here)
    })

    it('that run the payments send each once, though one is killed after the provider moved the money', async () => {
      const { here, books, start } = await reachable()
      await here.owner.sales.open({ orderId: 'o1', total: '90000' })
      const ids: string[] = []
      for (let count = 0; count < 12; count++) ids.push((await here.begin('10.00')).id)
      const [mortal, one, other] = await Promise.all([start(1), start(), start()])
      const work = { do: 'work', times: 2 } as const
      expect(await mortal.tell(work)).toBeUndefined()
      expect(callsOf(books)).toHaveLength(1)
      await Promise.all([one.tell(work), other.tell(work)])
      const sent = callsOf(books).map(({ id }) => id)
      expect(sent.toSorted()).toEqual(ids.toSorted())
      // What the killed one had sent is asked for once its claim has run out, by whoever comes.
      here.later(2)
      here.provider.query = async ({ id }) =>
        callsOf(books).some((one) => one.id === id) ? settled('10.00') : { state: 'absent' }
      await here.runner.work()
      expect(here.provider.calls).toEqual([])
      const { items } = await here.owner.payments.attempts({ limit: 200 })
      expect(items.map(({ state, outcome }) => `${state} ${outcome}`)).toEqual(ids.map(() => 'settled applied'))
      expect(await here.balance('Clearing:WeChat')).toBe('120.00')
      await whole(here)
    })
  })
}
