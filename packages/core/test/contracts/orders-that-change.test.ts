/** What becomes of a contract when its order is handed over in pieces, exchanged, moved or merged. */
import { describe, expect, it } from 'vitest'
import { agreed, onPaper, readyStudio } from './studio.ts'

async function framed() {
  const studio = await readyStudio()
  const { desk, engine } = studio
  const customer = await desk.customers.register({ name: '王芳', phone: '13800001234' })
  const place = (item: string, quantity = 1, more: { readonly variant?: string } = {}) =>
    desk.orders.place({ customerId: customer.id, lines: [{ item, quantity, ...more }] })
  const order = await place('frame', 5)
  const { id: contractId } = await desk.contracts.draw({ orderId: order.id })
  await desk.contracts.sign({ contractId, ...onPaper })
  await desk.contracts.countersign({ contractId })
  const isOutdated = async () => {
    await engine.settle()
    const [listed] = (await desk.contracts.list({ orderId: order.id })).items
    return [listed?.outdated, (await desk.contracts.check({ contractId })).outdated]
  }
  return {
    ...studio,
    customer,
    place,
    order,
    orderId: order.id,
    lineId: order.lines[0]?.id ?? '',
    contractId,
    isOutdated,
  }
}

describe('a contract', () => {
  it('is what was agreed while pieces of a line are handed over, and no longer where one is cancelled', async () => {
    const { desk, orderId, lineId, contractId, isOutdated } = await framed()
    for (const quantity of [2, 1]) {
      await desk.orders.pickUp({ orderId, lines: [{ lineId, quantity }], arrearsAllowed: true })
      expect(await isOutdated()).toEqual([false, false])
    }
    const { differences } = await desk.contracts.check({ contractId })
    expect(differences.filter(({ about }) => about === 'line')).toEqual([
      {
        about: 'line',
        line: 1,
        outdates: false,
        words: {
          zh: '第 1 行现分为第 1、2、3 行，合计不变',
          en: 'line 1 now stands as lines 1, 2, 3, together the same',
        },
      },
    ])
    await desk.orders.cancelLine({ orderId, lineId })
    expect(await isOutdated()).toEqual([true, true])
  })

  it('is outdated by an exchange', async () => {
    const { desk, orderId, lineId, isOutdated } = await framed()
    await desk.orders.exchangeLine({ orderId, lineId, item: 'album-12', variant: 'leather' })
    expect(await isOutdated()).toEqual([true, true])
  })

  it('keeps its order in its branch, and with its customer until it is void', async () => {
    const { desk, orderId, contractId } = await framed()
    const toBranch = desk.orders.transferToBranch({ orderId, toBranch: 'north', reason: '搬家' })
    await expect(toBranch).rejects.toMatchObject({
      code: 'CONTRACT_KEEPS_ORDER',
      details: { contractId, branch: 'main', to: 'branch' },
      mend: expect.stringContaining('To another branch it does not go'),
    })
    const friend = await desk.customers.register({ name: '李梅', phone: '13900005678' })
    const give = () =>
      desk.orders.transferToCustomer({ orderId, toCustomerId: friend.id, reason: '转让', consent: 'inWriting' })
    await expect(give()).rejects.toMatchObject({
      code: 'CONTRACT_KEEPS_ORDER',
      mend: expect.stringContaining(`contracts.void with contractId "${contractId}"`),
    })
    await desk.contracts.void({ contractId, reason: '转让' })
    await give()
    const next = await desk.contracts.draw({ orderId })
    expect(next).toMatchObject({ version: 2, amendment: false, customerId: friend.id })
    expect(next.parties.map(({ name }) => name)).toEqual(['李梅'])
    expect((await desk.contracts.get({ contractId })).parties.map(({ name }) => name)).toEqual(['王芳'])
  })

  it('keeps its order from becoming a part of another one; an order that takes one in is outdated', async () => {
    const { desk, place, orderId, isOutdated } = await framed()
    const other = await place('album-12', 1, { variant: 'leather' })
    await expect(desk.orders.merge({ survivorId: other.id, mergedId: orderId })).rejects.toMatchObject({
      code: 'CONTRACT_KEEPS_ORDER',
      mend: expect.stringContaining('as the survivor'),
    })
    await desk.orders.merge({ survivorId: orderId, mergedId: other.id })
    expect(await isOutdated()).toEqual([true, true])
  })
})

describe('a contract that is drawn after a void one', () => {
  it('amends nothing, though the void one was signed by both', async () => {
    const { desk, orderId, contractId } = await framed()
    await desk.contracts.void({ contractId, reason: '重签' })
    expect(await desk.contracts.draw({ orderId })).toMatchObject({ version: 2, amendment: false })
  })

  it('is told of pickups like the first', async () => {
    const { desk } = await readyStudio()
    const { contractId, orderId } = await agreed(desk)
    await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    expect(await desk.contracts.check({ contractId })).toMatchObject({ outdated: false, intact: true })
  })
})
