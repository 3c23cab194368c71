/** Two engines on one file: a customer is merged while others go on selling. */
import { describe, expect, it } from 'vitest'
import { twoEngines } from './two-engines.ts'

const { deskOf } = twoEngines()

/** Two desks, and two records of one person. */
async function twoDesks() {
  const [here, there] = [deskOf(0), deskOf(1)]
  await here.catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '100.00' })
  const survivor = await here.customers.register({ name: '王芳', phone: '13800000000' })
  const merged = await here.customers.register({ name: '王方', phone: '13900000000' })
  return { here, there, survivorId: survivor.id, mergedId: merged.id }
}

describe('two engines at once', () => {
  it('merge a customer while others sell to them: everything is the survivor’s', async () => {
    const { here, there, survivorId, mergedId } = await twoDesks()
    const sell = (desk: typeof here) =>
      desk.orders.place({ customerId: mergedId, lines: [{ item: 'album' }] }).then((order) => order.id)
    const topUp = (desk: typeof here) =>
      desk.ledger.topUp({ customerId: mergedId, legs: [{ method: 'cash', amount: '10.00' }] }).then(() => undefined)
    await Promise.all([
      sell(here),
      topUp(there),
      sell(there),
      here.customers.merge({ survivorId, mergedId }),
      topUp(here),
      sell(there),
      sell(here),
      topUp(there),
    ])
    const { items } = await there.orders.list({ customerId: survivorId, limit: 20 })
    expect(items.map(({ customerId }) => customerId)).toEqual(Array.from({ length: 4 }, () => survivorId))
    expect(await here.ledger.storedValue({ customerId: survivorId })).toMatchObject({ balance: '30.00' })
    expect((await here.ledger.receivables({ customerId: mergedId })).count).toBe(4)
  })

  it('merge two customers into each other once', async () => {
    const { here, there, survivorId, mergedId } = await twoDesks()
    const outcomes = await Promise.all([
      here.customers.merge.attempt({ survivorId, mergedId }),
      there.customers.merge.attempt({ survivorId: mergedId, mergedId: survivorId }),
      there.customers.merge.attempt({ survivorId, mergedId }),
    ])
    expect(outcomes.map(({ ok }) => ok).filter((ok) => ok)).toHaveLength(1)
    const { items } = await here.customers.list({})
    expect(items).toHaveLength(1)
  })

  it('undo a merge, or sell once more: never both', async () => {
    const { here, there, survivorId, mergedId } = await twoDesks()
    await here.customers.merge({ survivorId, mergedId })
    const [undone, sold] = await Promise.all([
      here.customers.unmerge.attempt({ customerId: mergedId }),
      there.orders.place({ customerId: mergedId, lines: [{ item: 'album' }] }),
    ])
    expect(sold.customerId).toBe(undone.ok ? mergedId : survivorId)
  })
})
