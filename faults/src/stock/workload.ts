/** Clients who do whatever a stockroom does, on the same few items, in lines of any order. */

import type { Entry } from '../journal/entries.ts'
import { codeOf } from '../journal/writing.ts'
import type { Random } from '../run/random.ts'
import { type Branch, branches } from '../studio/two-branches.ts'
import { journaled } from './journal.ts'
import type { Stockroom } from './studio.ts'

type Deed = () => Promise<unknown>

export interface ClientOptions {
  readonly random: Random
  /** Ends every name that is given to something; no two clients of one store share it. */
  readonly name: string
  readonly steps: number
  /** Whether some of it is said to have happened before. */
  readonly dated?: boolean
  /** Which deeds; all of them unless told. */
  readonly only?: readonly string[]
  /** Told of every command before it is sent, and of what came of it. */
  readonly journal?: (entry: Entry) => void
}

export interface ClientRun {
  /** What the client was told that is no answer of the trade. */
  readonly strange: readonly string[]
  /** How often each deed became what: `issue done`, `issue STOCK_SHORT`. */
  readonly outcomes: Readonly<Record<string, number>>
}

export async function client(room: Stockroom, options: ClientOptions): Promise<ClientRun> {
  const { random, steps, only, dated = false } = options
  const deeds = deedsOf(room, options)
  const names = Object.keys(deeds).filter((name) => only?.includes(name) ?? true)
  const strange: string[] = []
  const outcomes: Record<string, number> = {}
  for (let step = 0; step < steps; step++) {
    const name = names[random.whole(0, names.length - 1)] ?? ''
    const told = await (async () => {
      try {
        await deeds[name]?.()
        return 'done'
      } catch (error) {
        const code = codeOf(error)
        if (!mayHear(name, dated).includes(code)) strange.push(`${name}: ${String(error)}`)
        return code
      }
    })()
    outcomes[`${name} ${told}`] = (outcomes[`${name} ${told}`] ?? 0) + 1
  }
  return { strange, outcomes }
}

/** Of many clients together. */
export function allOutcomes(runs: readonly ClientRun[]): Readonly<Record<string, number>> {
  const all: Record<string, number> = {}
  for (const { outcomes } of runs)
    for (const [key, count] of Object.entries(outcomes)) all[key] = (all[key] ?? 0) + count
  return all
}

/** What others may have taken, ended or brought before. All else is the store's doing, or ours. */
const refusals: Readonly<Record<string, readonly string[]>> = {
  takeBack: ['MOVEMENT_NOT_REVERSIBLE'],
  correctPrice: ['MOVEMENT_NOT_REVERSIBLE'],
  thing: ['SERIAL_INVALID'],
  sendThing: ['SERIAL_INVALID'],
  receiveTransfer: ['TRANSFER_NOT_ON_THE_WAY'],
  returnTransfer: ['TRANSFER_NOT_ON_THE_WAY'],
  fulfil: ['RESERVATION_SETTLED'],
}
const bringsOnly: readonly string[] = [
  'receive',
  'takeBack',
  'correctPrice',
  'thing',
  'receiveTransfer',
  'returnTransfer',
]
const datesBack: readonly string[] = ['issue', 'consume', 'produce', 'move', 'adjust']

/** All of them, of whatever deed. */
export const tradeRefusals: ReadonlySet<string> = new Set([
  'STOCK_SHORT',
  'STOCK_BACKDATED_SHORT',
  ...Object.values(refusals).flat(),
])

const mayHear = (name: string, dated: boolean): readonly string[] => [
  ...(refusals[name] ?? []),
  ...(bringsOnly.includes(name) ? [] : ['STOCK_SHORT']),
  ...(dated && datesBack.includes(name) ? ['STOCK_BACKDATED_SHORT'] : []),
]

const counted = ['album', 'frame', 'paper', 'ink'] as const
const places = ['main', 'shelf'] as const
const hour = 3_600_000

/** A movement of a client's own. */
interface Own {
  readonly branch: Branch
  readonly id: string
}

function deedsOf(
  room: Stockroom,
  { random, name, dated = false, journal = () => undefined }: ClientOptions,
): Readonly<Record<string, Deed>> {
  const branch = () => random.pick(branches)
  const at = journaled(room, name, journal)
  const other = (one: Branch): Branch => (one === 'main' ? 'west' : 'main')
  const one = <T>(among: readonly T[]): T | undefined => among[random.whole(0, Math.max(among.length - 1, 0))]
  const few = () => random.whole(1, 4)
  const place = () => random.pick(places)
  const orderId = () => `o${few()}`
  /** Some items, each once, in any order. */
  const taken = () => {
    const left = [...counted]
    return Array.from({ length: random.whole(1, 3) }, () => {
      const [item = 'paper'] = left.splice(random.whole(0, left.length - 1), 1)
      return { item, quantity: few(), location: place() }
    })
  }
  const takenFrom = (location: string) => taken().map((line) => ({ ...line, location }))
  const brought = () => taken().map((line) => ({ ...line, value: `${random.whole(1, 60)}.0${random.whole(0, 9)}` }))
  /** Of the last hours, or now. */
  const when = () =>
    dated && random.fraction() < 0.4
      ? { at: new Date(Date.parse(room.now()) - random.whole(1, 3 * hour)).toISOString() }
      : {}
  const keeping = async (among: Own[], where: Branch, work: Promise<{ readonly id: string }>) =>
    among.push({ branch: where, id: (await work).id })
  const issued: Own[] = []
  const received: Own[] = []
  let lots = 0
  let units = 0
  /** What is on its way, whoever sent it. */
  const underWay = async (side: 'fromBranch' | 'toBranch') => {
    const where = branch()
    const { items } = await at(where).transfers({ status: 'inTransit', limit: 20 })
    return { where, transferId: one(items.filter((transfer) => transfer[side] === where))?.id }
  }
  return {
    receive: () => {
      const where = branch()
      return keeping(received, where, at(where).receive({ lines: brought(), ...when() }))
    },
    issue: () => {
      const where = branch()
      return keeping(issued, where, at(where).issue({ lines: taken(), orderId: orderId(), ...when() }))
    },
    consume: () => at(branch()).consume({ lines: taken(), shootType: 'wedding', ...when() }),
    produce: () => at(branch()).produce({ recipe: 'bind', times: few(), to: place(), ...when() }),
    move: () => at(branch()).move({ lines: takenFrom('main'), to: 'shelf', ...when() }),
    moveBack: () => at(branch()).move({ lines: takenFrom('shelf'), to: 'main' }),
    adjust: () =>
      at(branch()).adjust({ way: random.pick(['in', 'out']), lines: taken(), reason: 'counted', ...when() }),
    gift: () => at(branch()).gift({ lines: taken(), reason: 'a birthday' }),
    waste: () => {
      const lines = [{ item: random.pick(counted), quantity: 1, location: place() }]
      return at(branch()).waste({ lines, reason: 'torn' })
    },
    returnToSupplier: () => at(branch()).returnToSupplier({ lines: taken() }),
    takeBack: async () => {
      const own = one(issued)
      if (own === undefined) return
      await at(own.branch).takeBack({ movementId: own.id, lines: [{ line: 1, quantity: 1 }] })
    },
    correctPrice: async () => {
      const own = one(received)
      if (own === undefined) return
      const lines = [{ line: 1, difference: `${random.whole(-2, 5)}.0${random.whole(1, 9)}` }]
      await at(own.branch).correctPrice({ movementId: own.id, lines, reason: 'the bill' })
    },
    // A lot that is new, or that another client brings at the same time; and what expires first of all lots.
    lot: async () => {
      const inventory = at(branch())
      const lines = [{ item: 'cream', quantity: 3, lot: `${random.pick(['L', name])}-${lots++}`, unitCost: '7' }]
      await inventory.receive({ lines })
      await inventory.consume({ lines: [{ item: 'cream', quantity: 2 }] })
    },
    thing: () => {
      const serial = `${random.pick(['S', name])}-${units++}`
      return at(branch()).receive({ lines: [{ item: 'camera', quantity: 1, serial, value: '900.00' }] })
    },
    sendThing: async () => {
      const where = branch()
      const { items } = await at(where).serials({ branch: where, status: 'inStock', limit: 20 })
      const unit = one(items)
      if (unit === undefined) return
      const lines = [{ item: 'camera', quantity: 1, serial: unit.serial, location: unit.locationId ?? 'main' }]
      await at(where).sendTransfer({ lines, toBranch: other(where) })
    },
    send: async () => {
      const where = branch()
      await at(where).sendTransfer({ lines: takenFrom(place()), toBranch: other(where), toLocation: place() })
    },
    receiveTransfer: async () => {
      const { where, transferId } = await underWay('toBranch')
      if (transferId !== undefined) await at(where).receiveTransfer({ transferId })
    },
    returnTransfer: async () => {
      const { where, transferId } = await underWay('fromBranch')
      if (transferId !== undefined) await at(where).returnTransfer({ transferId })
    },
    reserve: () => at(branch()).reserve({ lines: taken(), orderId: orderId() }),
    release: () => at(branch()).release({ orderId: orderId() }),
    fulfil: async () => {
      const where = branch()
      const { items } = await at(where).reservations({ branch: where, open: true, limit: 20 })
      const chosen = one(items)
      if (chosen === undefined) return
      const ofOrder = items.filter((row) => row.orderId === chosen.orderId)
      await at(where).fulfil({ reservations: ofOrder.map(({ id }) => ({ reservationId: id })) })
    },
  }
}
