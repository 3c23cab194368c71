/** An order goes to another branch: what is left of it goes, what happened stays. */
import { describe, expect, it } from 'vitest'
import { balanceOf, booksAreRight, furnishedChain, type FurnishedChain } from './two-branches.ts'

const orderOf = ({ desk, customer }: FurnishedChain, paid = '1000.00') =>
  desk.orders.place({
    customerId: customer.id,
    lines: [{ item: 'wedding' }, { item: 'album' }],
    payment: { purpose: 'earnest', legs: [{ method: 'wechat', amount: paid }] },
  })

const toWest = { toBranch: 'west', reason: 'she lives nearer' }

describe('an order that goes to another branch', () => {
  it('leaves the cash where it was taken, and takes along what is owed for it', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const order = await orderOf(chain)
    const moved = await desk.orders.transferToBranch({ orderId: order.id, ...toWest, revision: 1 })
    expect(moved).toMatchObject({ branch: 'west', revision: 2, paid: '1000.00', balanceDue: '4599.00' })
    expect(moved.transfer).toMatchObject({ kind: 'branch', fromBranch: 'main', toBranch: 'west', owed: '1000.00' })
    expect(moved.transfer.openLines).toEqual(order.lines.map(({ id }) => id))
    expect(await balanceOf(chain, 'Clearing:WeChat', 'main')).toBe('1000.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'main')).toBe('0.00')
    expect(await balanceOf(chain, 'InterBranch', 'main')).toBe('-1000.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'west')).toBe('-1000.00')
    expect(await balanceOf(chain, 'InterBranch', 'west')).toBe('1000.00')
    const balance = await desk.ledger.balanceDue({ orderId: order.id })
    expect(balance).toMatchObject({ branch: 'west', deposits: '1000.00', earnest: '1000.00' })
    const day = await desk.statistics.dailySummary({})
    expect(day).toMatchObject({ turnover: '1000.00' })
    await booksAreRight(chain)
  })

  it('is delivered there, and its revenue is that branch’s', async () => {
    const chain = await furnishedChain()
    const { desk, west } = chain
    const order = await orderOf(chain)
    await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    await west.ledger.takePayment({ orderId: order.id, legs: [{ method: 'card', amount: '4599.00' }] })
    await west.orders.pickUp({ orderId: order.id })
    expect(await balanceOf(chain, 'Income:Package', 'west')).toBe('-4999.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'west')).toBe('0.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'main')).toBe('0.00')
    await booksAreRight(chain)
  })

  it('leaves what was delivered with the branch that delivered it; what is owed for it goes along', async () => {
    const chain = await furnishedChain()
    const { desk, west } = chain
    const order = await orderOf(chain, '100.00')
    const album = order.lines[1]?.id ?? ''
    await desk.orders.pickUp({ orderId: order.id, lines: [album], arrearsAllowed: true })
    const { transfer } = await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    expect(transfer).toMatchObject({ owed: '-500.00', overLines: [album] })
    expect(await balanceOf(chain, 'Income:Product', 'main')).toBe('-600.00')
    expect(await balanceOf(chain, 'AR:Customers', 'main')).toBe('0.00')
    expect(await balanceOf(chain, 'AR:Customers', 'west')).toBe('500.00')
    expect((await desk.receivables.aging({ branch: 'main', notDue: true })).outstanding).toBe('0.00')
    expect(await desk.receivables.aging({ branch: 'west', notDue: true })).toMatchObject({ outstanding: '5499.00' })
    await west.ledger.takePayment({ orderId: order.id, legs: [{ method: 'card', amount: '5499.00' }] })
    await west.orders.pickUp({ orderId: order.id })
    expect(await balanceOf(chain, 'AR:Customers', 'west')).toBe('0.00')
    await booksAreRight(chain)
  })

  it('comes back, and everything is as it was', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const order = await orderOf(chain)
    await desk.ledger.takePayment({ orderId: order.id, purpose: 'bond', legs: [{ method: 'cash', amount: '300.00' }] })
    await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    expect(await balanceOf(chain, 'RentalBonds', 'west')).toBe('-300.00')
    await desk.orders.transferToBranch({ orderId: order.id, toBranch: 'main', reason: 'moved back' })
    expect(await balanceOf(chain, 'RentalBonds', 'main')).toBe('-300.00')
    expect(await balanceOf(chain, 'CustomerDeposits', 'main')).toBe('-1000.00')
    expect(await balanceOf(chain, 'InterBranch', 'main')).toBe('0.00')
    const { items } = await desk.orders.transfers({ orderId: order.id })
    expect(items.map(({ toBranch }) => toBranch)).toEqual(['main', 'west'])
    expect((await desk.statistics.dailySummary({})).turnover).toBe('1000.00')
    await booksAreRight(chain)
  })

  it('gives its tasks to nobody, in the list of the other branch', async () => {
    const chain = await furnishedChain()
    const { desk, west } = chain
    await desk.catalog.addItem({ code: 'shoot', kind: 'service', name: '写真', price: '800.00' })
    const order = await desk.orders.place({ customerId: chain.customer.id, lines: [{ item: 'shoot' }] })
    const line = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
    const before = (await desk.orders.tasks({})).items
    expect(before).toHaveLength(1)
    await desk.orders.assign({ lines: [line], assigneeId: 'li-na' })
    await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    expect((await desk.orders.tasks({})).items).toEqual([])
    const [task] = (await west.orders.tasks({})).items
    expect(task).toMatchObject({ lineId: line.lineId, branch: 'west', assigneeId: null })
    const { changes } = await west.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({ kind: 'toBranch', assigneeId: 'li-na', note: 'she lives nearer' })
  })

  it('is booked on the day of each branch, whatever the day of the other', async () => {
    const chain = await furnishedChain({ westZone: 'Pacific/Honolulu' })
    const order = await orderOf(chain)
    await chain.desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    const { items } = await chain.desk.ledger.entries({ orderId: order.id })
    const moves = items.filter(({ kind }) => kind === 'branchTransfer')
    expect(moves.map(({ branch, businessDate }) => [branch, businessDate]).sort()).toEqual([
      ['main', '2026-11-22'],
      ['west', '2026-11-21'],
    ])
    chain.clock.at = '2026-11-24T02:00:00.000Z'
    await chain.desk.ledger.totalDays({})
    await booksAreRight(chain)
  })

  it('gives the stock back that was promised to it', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    await desk.inventory.addItem({ code: 'frame', name: '相框', kind: 'consumable', unit: 'piece' })
    await desk.inventory.receive({ against: 'Capital', lines: [{ item: 'frame', quantity: 3, value: '30' }] })
    const order = await orderOf(chain)
    await desk.inventory.reserve({ lines: [{ item: 'frame', quantity: 2 }], orderId: order.id })
    await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    expect((await desk.inventory.reservations({ orderId: order.id, open: true })).items).toEqual([])
    const { stock } = await desk.inventory.item({ item: 'frame' })
    expect(stock.map(({ onHand, reserved }) => [onHand, reserved])).toEqual([[3, 0]])
    await booksAreRight(chain)
  })

  it('stays where the dresses of its rentals hang', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    await desk.inventory.addItem({ code: 'chair', name: '竹节椅', kind: 'rentable', unit: 'piece' })
    await desk.inventory.receive({ against: 'Capital', lines: [{ item: 'chair', quantity: 3, value: '30' }] })
    const order = await orderOf(chain)
    const window = { from: '2026-12-01T02:00:00Z', to: '2026-12-02T02:00:00Z' }
    const { items } = await desk.rentals.reserve({
      ...window,
      lines: [{ item: 'chair', quantity: 2 }],
      orderId: order.id,
    })
    const asked = { orderId: order.id, ...toWest }
    await expect(desk.orders.transferToBranch(asked)).rejects.toMatchObject({ code: 'RENTALS_STAY' })
    await desk.rentals.cancel({ rentals: items.map(({ id }) => id), reason: 'goes west' })
    await desk.orders.transferToBranch(asked)
  })

  it.each([
    ['to no branch', { toBranch: 'east' }, 'BRANCH_UNKNOWN'],
    ['to where it is', { toBranch: 'main' }, 'ORDER_NOT_TRANSFERABLE'],
    ['without a reason', { reason: ' ' }, 'INPUT_INVALID'],
    ['in an older revision', { revision: 7 }, 'ORDER_CHANGED'],
    ['that is not there', { orderId: 'none' }, 'ORDER_UNKNOWN'],
  ])('is refused %s, and nothing changes', async (_, over, code) => {
    const chain = await furnishedChain()
    const order = await orderOf(chain)
    const asked = chain.desk.orders.transferToBranch({ orderId: order.id, ...toWest, ...over })
    await expect(asked).rejects.toMatchObject({ code })
    expect(await chain.desk.orders.get({ orderId: order.id })).toMatchObject({ branch: 'main', revision: 1 })
    expect((await chain.desk.orders.transfers({})).items).toEqual([])
  })

  it('is refused where everything is delivered, or there are images', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const order = await orderOf(chain)
    await desk.selection.registerImages({ orderId: order.id, images: ['raw/1.cr3'] })
    const asked = { orderId: order.id, ...toWest }
    await expect(desk.orders.transferToBranch(asked)).rejects.toMatchObject({ code: 'ORDER_HAS_IMAGES' })
    await desk.orders.pickUp({ orderId: order.id, arrearsAllowed: true })
    await expect(desk.orders.transferToBranch(asked)).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
  })

  it('needs the manager of both branches; who is in one alone sees it where it is', async () => {
    const chain = await furnishedChain()
    const { as } = chain
    const order = await orderOf(chain)
    const asked = { orderId: order.id, ...toWest }
    const refused = { code: 'PERMISSION_MISSING' }
    await expect(as('cashier').orders.transferToBranch(asked)).rejects.toMatchObject(refused)
    const main = as('manager', 'main', ['main'])
    const west = as('manager', 'west', ['west'])
    await expect(main.orders.transferToBranch(asked)).rejects.toMatchObject(refused)
    await expect(west.orders.transferToBranch(asked)).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await as('manager', 'main', ['main', 'west']).orders.transferToBranch(asked)
    await expect(main.orders.get({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    const there = await west.orders.get({ orderId: order.id })
    expect(there).toMatchObject({ branch: 'west', total: '5599.00', paid: '1000.00' })
    await west.orders.cancelLine({ orderId: order.id, lineId: there.lines[1]?.id ?? '' })
    expect((await main.orders.transfers({})).items).toHaveLength(1)
    expect((await west.orders.transfers({})).items).toHaveLength(1)
    const lily = as('owner', 'main', undefined, 'lily')
    expect((await lily.orders.transfers({})).items).toEqual([])
    await expect(lily.orders.transferToBranch(asked)).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await booksAreRight(chain)
  })

  it('happens once for one key', async () => {
    const chain = await furnishedChain()
    const order = await orderOf(chain)
    const asked = { orderId: order.id, ...toWest }
    const first = await chain.desk.orders.transferToBranch({ ...asked, idempotencyKey: 'k' })
    expect(await chain.desk.orders.transferToBranch({ ...asked, idempotencyKey: 'k' })).toEqual(first)
    await booksAreRight(chain)
  })

  it('costs the same however many lines it has', async () => {
    const chain = await furnishedChain()
    const { desk } = chain
    const lines = Array.from({ length: 40 }, () => ({ item: 'album' }))
    const order = await desk.orders.place({
      customerId: chain.customer.id,
      lines,
      payment: { legs: [{ method: 'cash', amount: '9.00' }] },
    })
    chain.statements.length = 0
    await desk.orders.transferToBranch({ orderId: order.id, ...toWest })
    expect(chain.statements).toHaveLength(30)
  })
})
