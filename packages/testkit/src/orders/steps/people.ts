import { same } from '../../storage/check.ts'
import { type NaiveOrder, textOf } from '../naive-orders.ts'
import { itemOf } from '../order-studio.ts'
import type { OrderStep } from '../order-step.ts'

export const merge: OrderStep = {
  name: 'merge customers',
  async act(world) {
    const { random, customers, studio } = world
    const standing = customers.filter(({ mergedInto }) => mergedInto === null)
    const pickOne = () => random.pick(random.chance(0.85) ? standing : customers)
    const survivor = pickOne()
    const merged = pickOne()
    const what = `customer ${customers.indexOf(merged)} into ${customers.indexOf(survivor)}`
    const isMerged = survivor.mergedInto !== null || merged.mergedInto !== null
    const answer = await world.attempt(
      `to merge ${what}`,
      [survivor === merged && 'MERGE_OF_ONE', isMerged && 'CUSTOMER_MERGED'],
      () => studio.desks.main.customers.merge({ survivorId: survivor.id, mergedId: merged.id }),
    )
    if (answer === undefined) return what
    merged.mergedInto = survivor.id
    merged.orders = world.orders.filter(({ customerId }) => customerId === merged.id)
    merged.touched = false
    for (const order of merged.orders) order.customerId = survivor.id
    return what
  },
}

export const unmerge: OrderStep = {
  name: 'undo a merge',
  async act(world) {
    const { random, customers, studio } = world
    const mergedOnes = customers.filter(({ mergedInto }) => mergedInto !== null)
    const one = random.pick(mergedOnes.length > 0 && random.chance(0.9) ? mergedOnes : customers)
    const survivor = customers.find(({ id }) => id === one.mergedInto)
    const what = `customer ${customers.indexOf(one)}`
    const answer = await world.attempt(
      `to undo the merge of ${what}`,
      [one.mergedInto === null && 'CUSTOMER_NOT_MERGED', survivor?.mergedInto != null && 'MERGE_NOT_LAST'],
      () => studio.desks.main.customers.unmerge({ customerId: one.id }),
      one.touched ? ['MERGE_SETTLED', 'MERGE_NOT_LAST'] : [],
    )
    if (answer === undefined) return what
    // What was given to somebody else since is theirs.
    for (const order of one.orders) if (order.customerId === survivor?.id) order.customerId = one.id
    one.mergedInto = null
    one.orders = []
    return what
  },
}

/** A purchase of an old system: paid, delivered and earned on a day of its own. */
export const importHistory: OrderStep = {
  name: 'import a purchase',
  async act(world) {
    const { random, studio } = world
    const again = world.imported > 0 && random.chance(0.3)
    const number = again ? 1 + random.below(world.imported) : world.imported + 1
    const amount = 10_000 + number * 12_345
    const date = `2026-09-0${1 + (number % 9)}`
    const purchase = {
      reference: `old-${number}`,
      customerReference: `old-customer-${number % 2}`,
      customerName: '赵敏',
      date,
      quantity: 1,
      amount: textOf(amount),
      item: 'frame',
    }
    const what = purchase.reference
    const answer = await world.attempt(`to import ${what}`, [], () =>
      studio.desks.main.orders.importHistory({ source: 'old', purchases: [purchase] }),
    )
    same(`what was imported of ${what}`, [answer?.orders, answer?.skipped], again ? [0, 1] : [1, 0])
    if (again) return `${what} again`
    world.imported = number
    const { items } = await studio.desks.main.orders.list({ limit: 200 })
    const made = items.find(({ reference }) => reference === what)
    const line = made?.lines[0]
    const customerId = made?.customerId ?? ''
    if (!world.customers.some(({ id }) => id === customerId)) {
      world.customers.push({ id: customerId, mergedInto: null, orders: [], touched: false })
    }
    const { category, flow } = itemOf('frame')
    const order: NaiveOrder = {
      id: made?.id ?? '',
      number: made?.number ?? '',
      branch: 'main',
      customerId,
      bookedDate: date,
      lines: [
        {
          id: line?.id ?? '',
          line: 1,
          item: 'frame',
          category,
          shootType: null,
          addOnTo: null,
          origin: 'import',
          soldDate: date,
          flow,
          unitPrice: amount,
          quantity: 10_000,
          discount: 0,
          amount,
          off: 0,
          bundle: null,
          coupon: false,
          stage: 'pickedUp',
          stageDate: date,
          shootDate: null,
          assigneeId: null,
          due: null,
          hold: null,
          redo: null,
          redoUntil: null,
          pickedUpDate: date,
          work: [],
          came: [],
        },
      ],
      receipts: [],
      promised: null,
      policy: world.policy,
      cancelled: false,
      revision: 1,
      paid: amount,
      forfeited: 0,
      waived: 0,
      earned: [{ category, shootType: null, gross: amount, discount: 0 }],
      slips: [],
    }
    world.orders.push(order)
    world.moneyIn.push({ date, amount })
    return what
  },
}
