import { describe, expect, it } from 'vitest'
import { approving } from '../../src/ledger/index.ts'
import { on } from '../../src/engine/hook.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { accountBalance, furnished, trialBalanceIsZero } from './studio.ts'
import { walking } from './walking.ts'

const albums = { lines: [{ item: 'album-12', quantity: 3, discount: '100.00' }, { item: 'extra-image' }] }
const handover = { stages: { flowOfKind: { shootPackage: 'handover' } } }

async function sold(given: Parameters<typeof furnished>[0] = {}, more: object = {}) {
  const studio = await furnished(given)
  const order = await studio.desk.orders.place({ customerId: studio.customer.id, ...albums, ...more })
  const [album, image] = order.lines
  if (album === undefined || image === undefined) throw new Error('two lines were sold')
  return { ...studio, order, album, image }
}

const cash = (amount: string) => ({ legs: [{ method: 'cash', amount }] })

describe('a pickup slip', () => {
  it('says who received what, what was signed, and what was wrong with it', async () => {
    const { desk, order, album, image } = await sold({}, { payment: cash('1799.99') })
    const { pickup, ...after } = await desk.orders.pickUp({
      orderId: order.id,
      lines: [{ lineId: album.id, flaws: '封面有划痕' }, image.id],
      receiver: { name: '王妈妈', relation: 'mother', phone: '13900000000' },
      signature: { method: 'onScreen', text: '已验收', reference: 'signatures/1.png', hash: '0'.repeat(64) },
    })
    expect(after).toMatchObject({ status: 'completed', balanceDue: '0.00', receipt: null })
    expect(pickup).toMatchObject({
      number: 'Pmain-261122-0001',
      orderBranch: 'main',
      branch: 'main',
      actor: 'the-owner',
      amount: '1799.99',
      earned: '1799.99',
      arrears: null,
      receiver: { name: '王妈妈', relation: 'mother', phone: '13900000000', customer: false },
      signature: { method: 'onScreen', text: '已验收', reference: 'signatures/1.png' },
      lines: [
        { lineId: album.id, partOf: null, quantity: '3', amount: '1700.00', flaws: '封面有划痕', takenBack: false },
        { lineId: image.id, amount: '99.99', flaws: null },
      ],
      returns: [],
    })
    expect((await desk.orders.pickups({ orderId: order.id })).items).toEqual([pickup])
    expect((await desk.orders.pickups({ number: pickup.number })).items).toHaveLength(1)
  })

  it('forgets the person who is erased, and keeps what was handed over', async () => {
    const { desk, order, customer } = await sold()
    await desk.orders.pickUp({
      orderId: order.id,
      receiver: { name: '王妈妈', relation: 'mother' },
      arrearsAllowed: true,
    })
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked for' })
    const [slip] = (await desk.orders.pickups({ orderId: order.id })).items
    expect(slip).toMatchObject({ receiver: { name: null, relation: null, customer: false }, amount: '1799.99' })
  })

  it('is refused without a signature where the studio asks for one', async () => {
    const { desk, order } = await sold({ settings: { ...handover, orders: { pickupSigned: true } } })
    const wanted = { orderId: order.id, arrearsAllowed: true }
    await expect(desk.orders.pickUp(wanted)).rejects.toMatchObject({ code: 'SIGNATURE_MISSING' })
    await desk.orders.pickUp({ ...wanted, signature: { method: 'code' } })
  })
})

describe('some pieces of a line', () => {
  it('become a line of their own; revenue is theirs to the cent', async () => {
    const studio = await sold({}, { payment: cash('1799.99') })
    const { desk, order, album } = studio
    const pieces = (quantity: number) =>
      desk.orders.pickUp({ orderId: order.id, lines: [{ lineId: album.id, quantity }] })
    const first = await pieces(1)
    expect(first).toMatchObject({ total: '1799.99', status: 'partlyPickedUp' })
    expect(first.lines.map(({ line, quantity, amount, progress }) => [line, quantity, amount, progress])).toEqual([
      [1, '2', '1133.33', 'ordered'],
      [2, '1', '99.99', 'ordered'],
      [3, '1', '566.67', 'pickedUp'],
    ])
    expect(first.pickup).toMatchObject({ earned: '566.67', lines: [{ partOf: album.id, quantity: '1' }] })
    expect((await desk.ledger.balanceDue({ orderId: order.id })).recognised).toBe('566.67')
    await pieces(1)
    // As many as there are is the line itself.
    const last = await pieces(1)
    expect(last.pickup.lines[0]).toMatchObject({ lineId: album.id, partOf: null })
    expect((await desk.ledger.balanceDue({ orderId: order.id })).recognised).toBe('1700.00')
    await desk.orders.pickUp({ orderId: order.id })
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
    await trialBalanceIsZero(studio)
  })

  it('are refused where they are not whole pieces of it', async () => {
    const { desk, order, album, customer } = await sold()
    const wanted = (quantity: string | number, lineId = album.id, orderId = order.id) =>
      desk.orders.pickUp({ orderId, lines: [{ lineId, quantity }], arrearsAllowed: true })
    for (const quantity of [0, -1, '1.5', 4, 'x']) {
      await expect(wanted(quantity)).rejects.toMatchObject({ code: 'LINE_PART_INVALID', status: 422 })
    }
    const packages = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-classic', quantity: 2 }],
    })
    await expect(wanted(1, packages.lines[0]?.id, packages.id)).rejects.toThrow(/hand it over whole/)
    const twice = { orderId: order.id, lines: [album.id, { lineId: album.id }], arrearsAllowed: true }
    await expect(desk.orders.pickUp(twice)).rejects.toThrow(/each line once/)
  })
})

describe('the balance', () => {
  it('is taken with the pickup, in one transaction', async () => {
    const { desk, order, as } = await sold()
    const wanted = { orderId: order.id, payment: cash('1799.99') }
    const handed = await desk.orders.pickUp({ ...wanted, idempotencyKey: 'once' })
    expect(handed).toMatchObject({ status: 'completed', paid: '1799.99', receipt: { number: 'Rmain-261122-0001' } })
    expect(handed.pickup.receiptId).toBe(handed.receipt?.id)
    expect(await desk.orders.pickUp({ ...wanted, idempotencyKey: 'once' })).toEqual(handed)
    const other = await sold()
    await expect(other.desk.orders.pickUp({ orderId: other.order.id, payment: cash('1000.00') })).rejects.toMatchObject(
      { code: 'BALANCE_DUE', details: { balanceDue: '799.99' } },
    )
    expect((await other.desk.orders.get({ orderId: other.order.id })).paid).toBe('0.00')
    await expect(as('designer').orders.pickUp(wanted)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })

  it('need cover only what is handed over where the studio says so', async () => {
    const settings = { ...handover, orders: { arrearsAtPickup: { rule: 'handedOver' } } }
    const { desk, order, image } = await sold({ settings }, { payment: cash('100.00') })
    await desk.orders.pickUp({ orderId: order.id, lines: [image.id] })
    await expect(desk.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({
      code: 'BALANCE_DUE',
      details: { missing: '1699.99', rule: 'payments must cover what is handed over' },
    })
  })

  it('beyond the rule is let go with a reason, and above a limit by a second person', async () => {
    const settings = {
      ...handover,
      orders: {
        arrearsAtPickup: { rule: 'amount', most: '100' },
        arrearsReasonNeeded: true,
        arrearsApprovedAbove: '500',
      },
    }
    const vouched = on(approving, (_context, asked) => {
      if (asked.permission === 'orders.pickUpWithArrears' && asked.approver === 'boss') asked.vouch()
    })
    const { desk, as, order, album, image } = await sold({ settings, hooks: [vouched] }, { payment: cash('1500.00') })
    const some = { orderId: order.id, lines: [image.id], arrearsAllowed: true }
    await expect(desk.orders.pickUp(some)).rejects.toMatchObject({ code: 'REASON_MISSING' })
    const told = { ...some, arrearsReason: 'pays on Friday' }
    await expect(as('cashier').orders.pickUp(told)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('cashier').orders.pickUp({ ...told, approver: 'nobody' })).rejects.toMatchObject({
      code: 'APPROVER_REFUSED',
    })
    const { pickup } = await as('cashier').orders.pickUp({ ...told, approver: 'boss' })
    expect(pickup).toMatchObject({ balanceDue: '299.99', arrears: { by: 'boss', reason: 'pays on Friday' } })
    await desk.orders.addLine({ orderId: order.id, line: { item: 'album-12' } })
    const more = { orderId: order.id, lines: [album.id], arrearsAllowed: true, arrearsReason: 'a good customer' }
    await expect(desk.orders.pickUp(more)).rejects.toMatchObject({ code: 'APPROVER_MISSING' })
    await desk.orders.pickUp({ ...more, approver: 'boss' })
  })
})

describe('taking a pickup back', () => {
  it('reverses its revenue, and leaves the customer’s money as it was', async () => {
    const studio = await sold({}, { payment: cash('1799.99') })
    const { desk, order, album, image } = studio
    const { pickup } = await desk.orders.pickUp({ orderId: order.id })
    const back = await desk.orders.takePickupBack({
      pickupId: pickup.id,
      lines: [album.id],
      cause: 'broughtBack',
      reason: 'wrong names on the cover',
    })
    expect(back).toMatchObject({ status: 'partlyPickedUp', paid: '1799.99', balanceDue: '0.00' })
    expect(back.lines.map(({ stage, pickedUpDate }) => [stage, pickedUpDate])).toEqual([
      ['ordered', null],
      ['pickedUp', '2026-11-22'],
    ])
    expect(back.pickup.returns).toMatchObject([{ amount: '1700.00', cause: 'broughtBack', lineIds: [album.id] }])
    expect(back.pickup.lines.map(({ takenBack }) => takenBack)).toEqual([true, false])
    const account = await desk.ledger.balanceDue({ orderId: order.id })
    expect(account).toMatchObject({ recognised: '99.99', deposits: '1700.00', receivable: '0.00' })
    // The rest of the slip, then nothing is left of it; and the album is handed over on a slip of its own.
    const taken = { pickupId: pickup.id, cause: 'mistake' as const, reason: 'not hers' }
    await desk.orders.takePickupBack({ ...taken, lines: [image.id] })
    await expect(desk.orders.takePickupBack(taken)).rejects.toMatchObject({ code: 'PICKUP_TAKEN_BACK' })
    await expect(desk.orders.takePickupBack({ ...taken, lines: [album.id] })).rejects.toMatchObject({
      code: 'PICKUP_TAKEN_BACK',
      details: { lineIds: [album.id] },
    })
    expect((await desk.ledger.balanceDue({ orderId: order.id })).recognised).toBe('0.00')
    const again = await desk.orders.pickUp({ orderId: order.id })
    expect(again.pickup).toMatchObject({ earned: '1799.99' })
    expect(await accountBalance(studio, 'CustomerDeposits')).toBe('0.00')
    await trialBalanceIsZero(studio)
    await studio.engine.settle()
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true })
  })

  it('in a closed month is booked today', async () => {
    const studio = await sold({}, { payment: cash('1799.99') })
    const { desk, clock, order } = studio
    const { pickup } = await desk.orders.pickUp({ orderId: order.id })
    clock.at = '2026-12-05T02:00:00.000Z'
    await desk.ledger.closeMonth({ month: '2026-11' })
    const back = await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'broughtBack', reason: 'torn' })
    const { items } = await desk.ledger.entries({ orderId: order.id })
    const reversal = items.find(({ id }) => id === back.pickup.returns[0]?.reversalId)
    expect(reversal).toMatchObject({ kind: 'reversal', businessDate: '2026-12-05' })
  })

  it('of what came back from rework leaves what it earned before', async () => {
    const { desk, order, album } = await sold(
      { settings: { stages: { flowOfKind: { product: 'album' } } } },
      {
        payment: cash('1799.99'),
      },
    )
    const only = { orderId: order.id, lines: [album.id], unfinishedAllowed: true }
    const first = await desk.orders.pickUp(only)
    const lines = [{ orderId: order.id, lineId: album.id }]
    await desk.orders.startRework({ lines, from: 'pickedUp', cause: 'quality', payer: 'studio', reason: 'faded' })
    const stale = { pickupId: first.pickup.id, cause: 'mistake' as const, reason: 'x' }
    await expect(desk.orders.takePickupBack(stale)).rejects.toMatchObject({ code: 'PICKUP_NOT_LAST' })
    const second = await desk.orders.pickUp(only)
    expect(second.pickup).toMatchObject({ amount: '1700.00', earned: '0.00', entryId: null })
    await expect(desk.orders.takePickupBack(stale)).rejects.toMatchObject({ code: 'PICKUP_NOT_LAST' })
    const back = await desk.orders.takePickupBack({ ...stale, pickupId: second.pickup.id })
    expect(back.pickup.returns[0]).toMatchObject({ reversalId: null })
    expect(back.lines[0]).toMatchObject({ redo: 'rework', pickedUpDate: '2026-11-22', progress: 'inProgress' })
    expect((await desk.ledger.balanceDue({ orderId: order.id })).recognised).toBe('1700.00')
  })

  it('of another line leaves what pieces earned that were told apart after a rework', async () => {
    const studio = await sold(
      { settings: { stages: { flowOfKind: { product: 'album' } } } },
      { payment: cash('1799.99') },
    )
    const { desk, order, album, image } = studio
    const recognised = async () => (await desk.ledger.balanceDue({ orderId: order.id })).recognised
    const { pickup } = await desk.orders.pickUp({ orderId: order.id, unfinishedAllowed: true })
    const again = (lineId: string) =>
      desk.orders.startRework({
        ...{ lines: [{ orderId: order.id, lineId }], from: 'pickedUp', cause: 'quality', payer: 'studio' },
        reason: 'faded',
      })
    const pieces = (lineId: string, quantity: number) =>
      desk.orders.pickUp({ orderId: order.id, lines: [{ lineId, quantity }], unfinishedAllowed: true })
    await again(album.id)
    const two = await pieces(album.id, 2)
    const apart = two.pickup.lines[0]?.lineId ?? ''
    await again(apart)
    await pieces(apart, 1)
    expect(await recognised()).toBe('1799.99')
    await desk.orders.takePickupBack({
      ...{ pickupId: pickup.id, lines: [image.id], cause: 'broughtBack', reason: 'not hers' },
    })
    expect(await recognised()).toBe('1700.00')
    await desk.orders.pickUp({ orderId: order.id, unfinishedAllowed: true })
    expect(await recognised()).toBe('1799.99')
    await trialBalanceIsZero(studio)
  })

  it('takes the work of the handover back', async () => {
    const { desk, order } = await sold({}, { payment: cash('1799.99') })
    const { pickup } = await desk.orders.pickUp({ orderId: order.id })
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'x' })
    const { items } = await desk.orders.work({ from: '2026-11-22', to: '2026-11-22' })
    expect(items.map(({ weight }) => Number(weight)).reduce((sum, one) => sum + one, 0)).toBe(0)
  })

  it('leaves the work of an earlier handover, and what the line is held for', async () => {
    const { desk, shoot, bring } = await walking()
    const { order, lines } = await shoot()
    await bring(lines, 'ready')
    const handed = { orderId: order.id, arrearsAllowed: true, unfinishedAllowed: true }
    await desk.orders.pickUp(handed)
    const again = { cause: 'quality', payer: 'studio', reason: 'too dark' } as const
    await desk.orders.startRework({ lines, from: 'pickedUp', to: 'designing', ...again })
    const { pickup } = await desk.orders.pickUp(handed)
    await desk.orders.hold({ lines, cause: 'supplier' })
    const taken = { pickupId: pickup.id, cause: 'mistake', reason: 'x' } as const
    const { lines: after } = await desk.orders.takePickupBack(taken)
    expect(after).toMatchObject([{ stage: 'designing', hold: 'supplier', turn: 'supplier', redo: 'rework' }])
    const { rows } = await desk.orders.workload({ from: '2026-11-01', to: '2026-12-31' })
    expect(rows.filter(({ stage }) => stage === 'pickedUp')).toMatchObject([{ redo: null, records: 1 }])
  })

  it('is refused after the follow-up, of lines that are not on it, and without a slip', async () => {
    const settings = { stages: { flowOfKind: { product: 'album' } } }
    const { desk, order, album, image } = await sold({ settings }, { payment: cash('1799.99') })
    const { pickup } = await desk.orders.pickUp({ orderId: order.id, lines: [album.id], unfinishedAllowed: true })
    const taken = { pickupId: pickup.id, cause: 'mistake' as const, reason: 'x' }
    await expect(desk.orders.takePickupBack({ ...taken, lines: [image.id] })).rejects.toMatchObject({
      code: 'PICKUP_LINE_UNKNOWN',
    })
    await expect(desk.orders.takePickupBack({ ...taken, revision: 1 })).rejects.toMatchObject({ code: 'ORDER_CHANGED' })
    await desk.orders.moveStage({ lines: [{ orderId: order.id, lineId: album.id }], from: 'pickedUp', to: 'closed' })
    await expect(desk.orders.takePickupBack(taken)).rejects.toMatchObject({
      code: 'PICKUP_NOT_LAST',
      details: { stage: 'closed' },
    })
    await expect(desk.orders.takePickupBack({ ...taken, pickupId: 'x' })).rejects.toMatchObject({
      code: 'PICKUP_UNKNOWN',
    })
  })
})

describe('a pickup in another branch', () => {
  const at = ({ engine }: Awaited<ReturnType<typeof sold>>, branch: string, ...more: string[]) =>
    engine.as({
      tenant: 'rose',
      branch,
      actor: { id: `desk-${branch}`, roles: [{ role: 'cashier', branches: [branch] }, ...more] },
    })

  it('is found by the whole number or telephone alone, and shows no more than the counter needs', async () => {
    const studio = await sold()
    const { order } = studio
    const north = at(studio, 'north', 'visitingPickups')
    await expect(north.orders.get({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    expect((await north.orders.list({})).items).toEqual([])
    const found = await north.orders.findElsewhere({ number: order.number })
    expect(found.items).toEqual([
      {
        id: order.id,
        number: order.number,
        branch: 'main',
        customerId: order.customerId,
        customerName: '王芳',
        currency: 'CNY',
        status: 'open',
        balanceDue: '1799.99',
        revision: 1,
        lines: order.lines.map(({ id, line, name, quantity }) => {
          return { id, line, name, quantity, handsOver: true, held: false }
        }),
      },
    ])
    expect(await north.orders.findElsewhere({ phone: '+86 138 0000 0000' })).toEqual(found)
    expect((await north.orders.findElsewhere({ phone: '1380000' })).items).toEqual([])
    expect((await north.orders.findElsewhere({ number: order.number.slice(0, -1) })).items).toEqual([])
    await expect(north.orders.findElsewhere({})).rejects.toThrow(/either number or phone/)
    await expect(north.orders.findElsewhere({ phone: '1380' })).rejects.toThrow(/at least 7 digits/)
    // Nobody of another studio, and nobody without the permission.
    await expect(at(studio, 'north').orders.findElsewhere({ number: order.number })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('takes cash in its own till, and leaves the revenue where it was sold', async () => {
    const studio = await sold({}, { payment: cash('1000.00') })
    const { order, engine, desk } = studio
    const north = at(studio, 'north', 'visitingPickups')
    await expect(north.orders.pickUp({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    const handed = await north.orders.pickUpElsewhere({ orderId: order.id, payment: cash('799.99') })
    expect(handed).toMatchObject({
      order: { status: 'completed', lines: [] },
      pickup: { number: 'Pnorth-261122-0001', orderBranch: 'main', branch: 'north', actor: 'desk-north' },
      receipt: { number: 'Rnorth-261122-0001' },
    })
    await engine.settle()
    const { items } = await desk.ledger.entries({ orderId: order.id })
    expect(items.map(({ kind, branch, amount }) => [kind, branch, amount]).sort()).toEqual([
      ['receipt', 'main', '1000.00'],
      ['receipt', 'north', '799.99'],
      ['recognition', 'main', '1799.99'],
    ])
    for (const branch of ['main', 'north']) {
      const { totals } = await desk.ledger.trialBalance({ branch })
      for (const { debit, credit } of totals) expect(debit).toBe(credit)
      expect(await desk.ledger.verify({ branch })).toMatchObject({ intact: true, unsealed: { count: 0 } })
    }
    // Both branches see the slip, a third does not.
    const slips = async (branch: string) => (await at(studio, branch).orders.pickups({})).items.map(({ id }) => id)
    expect(await slips('main')).toEqual([handed.pickup.id])
    expect(await slips('north')).toEqual([handed.pickup.id])
    expect(await slips('south')).toEqual([])
    // What is taken back is taken back by who reaches the order.
    const taken = { pickupId: handed.pickup.id, cause: 'broughtBack' as const, reason: 'a tear' }
    await expect(at(studio, 'north').orders.takePickupBack(taken)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await desk.orders.takePickupBack(taken)
  })

  it('needs the counter here and the leave for elsewhere, and reaches no other studio', async () => {
    const studio = await sold({ tenants: ['rose', 'lily'], storage: memory() })
    const { engine, order } = studio
    const wanted = { orderId: order.id, payment: cash('1799.99') }
    const only = engine.as({ tenant: 'rose', branch: 'north', actor: { id: 'x', roles: ['visitingPickups'] } })
    await expect(only.orders.pickUpElsewhere(wanted)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(at(studio, 'north').orders.pickUpElsewhere(wanted)).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    const lily = engine.as({ tenant: 'lily', branch: 'main', actor: { id: 'y', roles: ['owner'] } })
    await expect(lily.orders.pickUpElsewhere(wanted)).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    expect((await lily.orders.pickups({})).items).toEqual([])
  })
})
