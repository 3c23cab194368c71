/** Clients who do whatever is done to orders, all of them to the same few. */

import type { Entry } from '../journal/entries.ts'
import { codeOf } from '../journal/writing.ts'
import type { Random } from '../run/random.ts'
import type { Branch } from '../studio/two-branches.ts'
import { journaled } from './journal.ts'
import type { Shop } from './studio.ts'

type Deed = () => Promise<unknown>

export interface ClientOptions {
  readonly random: Random
  /** Ends every name that is given to something; no two clients of one store share it. */
  readonly name: string
  readonly steps: number
  readonly customerIds: readonly string[]
  /** Told of every command before it is sent, and of what came of it. */
  readonly journal?: (entry: Entry) => void
}

export interface ClientRun {
  /** What the client was told that is no answer of the trade. */
  readonly strange: readonly string[]
  /** How often each deed became what: `pay done`, `pay PAYMENT_EXCEEDS_DUE`. */
  readonly outcomes: Readonly<Record<string, number>>
}

/** What somebody else may have done before. All else is the store's doing, or ours. */
export const tradeRefusals: ReadonlySet<string> = new Set([
  'ORDER_CLOSED',
  'ORDER_PARTLY_DELIVERED',
  'LINE_NOT_CHANGEABLE',
  'LINE_IS_LAST',
  'LINES_BELONG_TOGETHER',
  'LINE_HELD',
  'LINE_MOVED_ON',
  'LINE_NOT_READY',
  'LINE_CANCELLED',
  'SIDE_STATE_REFUSED',
  'STAGE_UNKNOWN',
  'STAGE_MOVE_REFUSED',
  'STAGE_BY_PICKUP',
  'PAYMENT_EXCEEDS_DUE',
  'COMMITMENT_CANCELLED',
  'REFUND_EXCEEDS_LEFT',
  'REFUND_EXCEEDS_DEPOSITS',
  'RECEIPT_VOIDED',
  'RECEIPT_NOT_VOIDABLE',
  'FORFEIT_EXCEEDS_DEPOSITS',
  'SELECTION_STANDS',
  'SELECTION_CONFIRMED',
  'SELECTION_OPEN',
  'SELECTION_EMPTY',
  'USE_REVERSED',
])

export async function client(shop: Shop, options: ClientOptions): Promise<ClientRun> {
  const { random, steps } = options
  const deeds = deedsOf(shop, options)
  const names = Object.keys(deeds)
  const strange: string[] = []
  const outcomes: Record<string, number> = {}
  for (let step = 0; step < steps; step++) {
    const name = names[random.whole(0, names.length - 1)] ?? ''
    const told = await (async () => {
      try {
        return (await deeds[name]?.()) === nothingToDo ? 'nothing' : 'done'
      } catch (error) {
        const code = codeOf(error)
        if (!tradeRefusals.has(code)) strange.push(`${name}: ${String(error)}`)
        return code
      }
    })()
    outcomes[`${name} ${told}`] = (outcomes[`${name} ${told}`] ?? 0) + 1
  }
  return { strange, outcomes }
}

/** What stages ask for. */
const asked: Readonly<Record<string, object>> = {
  scheduled: { shootDate: '2026-12-05' },
  ingested: { checks: { copiedTwice: true } },
  retouchChecked: { checks: { imagesComplete: true } },
  designChecked: { checks: { namesAndDates: true } },
  inspected: { checks: { countComplete: true }, result: 'passed' },
}

const branchOf = (name: string): Branch => (name === 'west' ? 'west' : 'main')

const nothingToDo = Symbol('nothing to do')

function deedsOf(shop: Shop, options: ClientOptions): Readonly<Record<string, Deed>> {
  const { random, name, customerIds, journal = () => undefined } = options
  const ask = journaled(shop, name, journal)
  const desk = shop.main
  const branch = (): Branch => random.pick(['main', 'main', 'west'])
  const one = <T>(among: readonly T[]): T | undefined => among[random.whole(0, Math.max(among.length - 1, 0))]
  const legs = (most: number) => [{ method: random.pick(['cash', 'wechat']), amount: `${random.whole(1, most)}.50` }]
  let images = 0
  const items = () => Array.from({ length: random.whole(1, 2) }, () => ({ item: random.pick(['album', 'frame']) }))
  const anyOrder = async () => one((await desk.orders.list({ limit: 8 })).items)
  /** Of some order, which others may be changing at this moment. */
  const withOrder =
    (work: (order: NonNullable<Awaited<ReturnType<typeof anyOrder>>>) => Promise<unknown>): Deed =>
    async () => {
      const order = await anyOrder()
      return order === undefined ? nothingToDo : work(order)
    }
  const withLine = (
    work: (
      order: NonNullable<Awaited<ReturnType<typeof anyOrder>>>,
      line: NonNullable<Awaited<ReturnType<typeof anyOrder>>>['lines'][number],
    ) => Promise<unknown>,
  ): Deed =>
    withOrder(async (order) => {
      const line = one(order.lines)
      return line === undefined ? nothingToDo : work(order, line)
    })
  const withSelection =
    (
      state: 'open' | 'confirmed',
      work: (selection: { readonly id: string; readonly orderId: string; readonly branch: string }) => Promise<unknown>,
    ): Deed =>
    async () => {
      const { items: found } = await desk.selection.list({ state, limit: 8 })
      const selection = one(found)
      if (selection === undefined) return nothingToDo
      return work({ ...selection, branch: (await desk.orders.get({ orderId: selection.orderId })).branch })
    }
  return {
    place: () =>
      ask(branch(), 'orders.place', {
        customerId: one(customerIds),
        lines: [{ item: 'wedding' }, ...items()],
        payment: { legs: legs(2000), purpose: 'earnest' },
      }),
    add: withOrder(({ id: orderId }) =>
      ask(branch(), 'orders.addLine', { orderId, line: one(items()), secondSale: true }),
    ),
    change: withLine(({ id: orderId }, { id: lineId }) =>
      ask(branch(), 'orders.changeLine', { orderId, lineId, discount: `${random.whole(0, 49)}.10` }),
    ),
    cancelLine: withLine(({ id: orderId }, { id: lineId }) =>
      ask(branch(), 'orders.cancelLine', {
        orderId,
        lineId,
        reason: 'they think again',
        along: random.fraction() < 0.5,
      }),
    ),
    cancel: withOrder(({ id: orderId }) =>
      random.fraction() < 0.6
        ? Promise.resolve(nothingToDo)
        : ask(branch(), 'orders.cancel', {
            orderId,
            reason: 'they moved',
            forfeit: 'byPolicy',
            refund: random.fraction() < 0.5,
          }),
    ),
    pay: withOrder(({ id: orderId }) => ask(branch(), 'ledger.takePayment', { orderId, legs: legs(3000) })),
    refund: async () => {
      const { items: receipts } = await desk.ledger.receipts({ limit: 8 })
      const receipt = one(receipts.filter(({ kind }) => kind === 'receipt'))
      if (receipt === undefined) return nothingToDo
      const given = { receiptId: receipt.id, reason: 'as agreed' }
      return random.fraction() < 0.3
        ? ask('main', 'ledger.voidReceipt', given)
        : ask(branch(), 'ledger.refund', { ...given, amount: `${random.whole(1, 300)}.00` })
    },
    move: withLine(({ id: orderId }, { id: lineId, stage: from, nextStage }) =>
      ask(branch(), 'orders.moveStage', { lines: [{ orderId, lineId }], from, ...asked[nextStage ?? ''] }),
    ),
    rework: withLine(({ id: orderId }, { id: lineId, stage: from }) =>
      ask(branch(), 'orders.startRework', {
        lines: [{ orderId, lineId }],
        from,
        cause: 'quality',
        payer: 'studio',
        reason: 'once more',
      }),
    ),
    hold: withLine(({ id: orderId }, { id: lineId, hold }) =>
      hold === null
        ? ask(branch(), 'orders.hold', { lines: [{ orderId, lineId }], cause: 'customer' })
        : ask(branch(), 'orders.release', { lines: [{ orderId, lineId }] }),
    ),
    pickUp: withLine(({ id: orderId }, { id: lineId }) =>
      ask(branch(), 'orders.pickUp', {
        orderId,
        ...(random.fraction() < 0.8 ? { lines: [lineId] } : {}),
        arrearsAllowed: true,
        unfinishedAllowed: random.fraction() < 0.4,
      }),
    ),
    open: withLine(async ({ id: orderId }, { id: lineId, item }) => {
      if (item !== 'wedding') return nothingToDo
      const selection = (await ask(branch(), 'selection.open', { orderId, lineId })) as { readonly id: string }
      const references = Array.from({ length: 4 }, () => `${name}/${++images}.cr3`)
      const { imageIds } = (await ask(branch(), 'selection.registerImages', { orderId, images: references })) as {
        readonly imageIds: readonly string[]
      }
      return ask(branch(), 'selection.pick', { selectionId: selection.id, imageIds })
    }),
    // What is confirmed and used is sealed in the branch of its order.
    confirm: withSelection('open', ({ id: selectionId, orderId, branch: own }) =>
      ask(branchOf(own), 'selection.confirm', {
        orderId,
        selectionId,
        text: 'as picked',
        signature: { signer: 'Fang', method: 'onScreen' },
      }),
    ),
    reopen: withSelection('confirmed', ({ id: selectionId, orderId, branch: own }) =>
      ask(branchOf(own), 'selection.reopen', { orderId, selectionId, reason: 'once more' }),
    ),
    use: withLine(({ id: orderId, branch: own }, { id: lineId, item }) =>
      item === 'wedding'
        ? ask(branchOf(own), 'selection.use', { orderId, lineId, entitlement: 'looks' })
        : Promise.resolve(nothingToDo),
    ),
  }
}
