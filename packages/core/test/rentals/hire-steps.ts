/** Random steps over rentals, carried out on the engine and on the naive lists, which must agree on each outcome. */
import fc from 'fast-check'
import type { Rental, RentalList } from '../../src/rentals/index.ts'
import { bondOf, cleanOf, gowns, NaiveHire, type NaiveRental, prepareOf, type Resource } from './naive-hire.ts'
import { cash, type Hire } from './studio.ts'

const is = <T extends string>(does: T) => fc.constant(does)
const pick = fc.nat(1000)
/** Minutes, most of them whole hours, so that times meet. */
const ahead = fc.oneof(
  fc.nat(3).map((hours) => hours * 60),
  fc.nat(16).map((hours) => hours * 60),
  fc.nat(1200),
)
const length = fc.oneof(
  fc.integer({ min: 1, max: 16 }).map((hours) => hours * 60),
  fc.integer({ min: -60, max: 1200 }),
)
const order = fc.nat(1)
const resource = fc.constantFrom<Resource>('G-1', 'G-1', 'G-2', 'G-3', 'chair', 'chair')
const charge = fc.constantFrom(0, 4_999, 12_000)

export const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      does: is('reserve'),
      resource,
      ahead,
      length,
      order,
      quantity: fc.integer({ min: 1, max: 7 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: is('reserveAny'), ahead, length, order, quantity: fc.integer({ min: 1, max: 2 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: is('move'), pick, length }) },
  { weight: 2, arbitrary: fc.record({ does: is('swap'), pick, other: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ does: is('cancel'), pick }) },
  { weight: 1, arbitrary: fc.record({ does: is('noShow'), pick }) },
  { weight: 12, arbitrary: fc.record({ does: is('handOut'), pick, part: fc.nat(9) }) },
  { weight: 7, arbitrary: fc.record({ does: is('takeBack'), pick, part: fc.nat(9) }) },
  { weight: 6, arbitrary: fc.record({ does: is('inspect'), pick, part: fc.nat(9), damaged: fc.boolean(), charge }) },
  { weight: 1, arbitrary: fc.record({ does: is('lose'), pick, part: fc.nat(9), charge }) },
  { weight: 3, arbitrary: fc.record({ does: is('clean'), pick }) },
  { weight: 3, arbitrary: fc.record({ does: is('repair'), pick, ahead: fc.nat(60).map((hours) => hours * 60) }) },
  { weight: 5, arbitrary: fc.record({ does: is('ready'), pick }) },
  { weight: 2, arbitrary: fc.record({ does: is('block'), resource, ahead, length }) },
  { weight: 1, arbitrary: fc.record({ does: is('unblock'), pick }) },
  { weight: 2, arbitrary: fc.record({ does: is('bond'), order }) },
  {
    weight: 7,
    arbitrary: fc.record({
      does: is('tick'),
      by: fc.oneof(
        fc.nat(900),
        fc.nat(30).map((hours) => hours * 60),
      ),
    }),
  },
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export const text = (cents: number): string => (cents / 100).toFixed(2)
const begin = Date.UTC(2026, 10, 22, 2)
export const instantAt = (minute: number): string => new Date(begin + minute * 60_000).toISOString()
export const minuteOf = (instant: string): number => (Date.parse(instant) - begin) / 60_000

interface Planned {
  readonly allowed: boolean
  readonly engine: () => Promise<RentalList | Rental | { items: { id: string }[] } | unknown>
  readonly keep: (answer: unknown) => Promise<void> | void
}

export class Walk {
  readonly naive = new NaiveHire()
  readonly outcomes = new Set<string>()
  readonly #hire: Hire
  readonly #orders: readonly string[]

  constructor(hire: Hire, orders: readonly string[]) {
    this.#hire = hire
    this.#orders = orders
    hire.clock.now = instantAt(0)
  }

  async take(one: Step): Promise<void> {
    const planned = this.#plan(one)
    if (planned === undefined) return
    const answer = await planned.engine().then(
      (value) => ({ ok: true, value, code: '' }),
      (error: { code?: string; status?: number }) => {
        if (error.code === undefined || (error.status ?? 500) >= 500) throw error
        return { ok: false, value: undefined, code: error.code }
      },
    )
    if (answer.ok !== planned.allowed) {
      const said = answer.ok ? 'let it through' : `refused it with ${answer.code}`
      throw new Error(`${JSON.stringify(one)}: the engine ${said}, the model did not`)
    }
    this.outcomes.add(`${one.does} ${answer.ok ? 'done' : 'refused'}`)
    if (answer.ok) await planned.keep(answer.value)
  }

  /** One among those in a state, or any where there is none. */
  #picked(at: number, ...states: string[]): NaiveRental | undefined {
    const { rentals } = this.naive
    const fitting = rentals.filter(({ state }) => states.includes(state))
    const list = fitting.length > 0 && at % 5 > 0 ? fitting : rentals
    return list[at % Math.max(1, list.length)]
  }

  /** The rest of a rental that was parted, by the engine's id. */
  async #partOf(rental: NaiveRental, quantity: number): Promise<void> {
    if (quantity === rental.quantity) return
    const { items } = await this.#hire.manager.rentals.list({ limit: 200 })
    const known = new Set(this.naive.rentals.map(({ id }) => id))
    const rest = items.find((one) => one.splitFrom === rental.id && !known.has(one.id))
    this.naive.part(rental, quantity, rest?.id ?? 'missing')
  }

  #plan(one: Step): Planned | undefined {
    const { naive } = this
    const { rentals } = this.#hire.manager
    const reserved = (
      id: string,
      of: Resource,
      quantity: number,
      start: number,
      end: number,
      orderAt: number,
    ): void => {
      const [busyFrom, busyTo] = naive.widened(of, start, end)
      const amounts = { lateFee: 0, damage: 0, kept: 0, owed: 0, bond: bondOf(of) * quantity }
      const terms = { clean: cleanOf(of), prepare: prepareOf(of) }
      const own = { id, resource: of, order: orderAt, quantity, state: 'reserved', start, end, busyFrom, busyTo }
      naive.rentals.push({ ...own, ...amounts, ...terms })
      naive.claim(id, of, quantity, busyFrom, busyTo)
    }
    switch (one.does) {
      case 'tick':
        naive.now += one.by
        this.#hire.clock.now = instantAt(naive.now)
        return undefined
      case 'bond': {
        const orderId = this.#orders[one.order] ?? ''
        return {
          allowed: true,
          engine: () => this.#hire.manager.ledger.takePayment({ orderId, legs: cash('100'), purpose: 'bond' }),
          keep: () => {
            naive.held[one.order] = (naive.held[one.order] ?? 0) + 10_000
          },
        }
      }
      case 'reserve': {
        const quantity = one.resource === 'chair' ? one.quantity : 1
        const [start, end] = [naive.now + one.ahead, naive.now + one.ahead + one.length]
        const [from, to] = naive.widened(one.resource, start, end)
        const line = one.resource === 'chair' ? { item: 'chair', quantity } : { item: 'gown', serial: one.resource }
        const there = naive.units[one.resource] > 0
        return {
          allowed: start < end && end > naive.now && there && naive.left(one.resource, from, to) >= quantity,
          engine: () =>
            rentals.reserve({
              from: instantAt(start),
              to: instantAt(end),
              lines: [line],
              orderId: this.#orders[one.order] ?? '',
            }),
          keep: (answer) => {
            const [rental] = (answer as RentalList).items
            reserved(rental?.id ?? '', one.resource, quantity, start, end, one.order)
          },
        }
      }
      case 'reserveAny': {
        const [start, end] = [naive.now + one.ahead, naive.now + one.ahead + one.length]
        const free = gowns.filter((gown) => naive.left(gown, ...naive.widened(gown, start, end)) >= 1)
        return {
          allowed: start < end && free.length >= one.quantity,
          engine: () =>
            rentals.reserve({
              from: instantAt(start),
              to: instantAt(end),
              lines: [{ item: 'gown', quantity: one.quantity }],
              orderId: this.#orders[one.order] ?? '',
            }),
          keep: (answer) => {
            for (const [place, rental] of (answer as RentalList).items.entries()) {
              if (rental.serial !== free[place]) throw new Error(`${rental.serial} was given, not ${free[place]}`)
              reserved(rental.id, rental.serial as Resource, 1, start, end, one.order)
            }
          },
        }
      }
      case 'move': {
        const rental = this.#picked(one.pick, 'reserved', 'handedOut')
        if (rental === undefined) return undefined
        const end = rental.end + one.length
        const from = rental.state === 'handedOut' ? rental.busyFrom : rental.start - rental.prepare
        const to = end + rental.clean
        const changeable = rental.state === 'reserved' || rental.state === 'handedOut'
        const timely = end > rental.start && end > naive.now
        const there = naive.units[rental.resource] > 0
        return {
          allowed:
            changeable && timely && there && naive.left(rental.resource, from, to, [rental.id]) >= rental.quantity,
          engine: () => rentals.change({ rentalId: rental.id, to: instantAt(end) }),
          keep: () => {
            Object.assign(rental, { end, busyFrom: from, busyTo: to })
            naive.claim(rental.id, rental.resource, rental.quantity, from, to)
          },
        }
      }
      case 'swap': {
        const rental = this.#picked(one.pick, 'reserved')
        const other = gowns[one.other] ?? 'G-1'
        if (rental === undefined || rental.resource === 'chair') return undefined
        const [from, to] = naive.widened(other, rental.start, rental.end)
        const there = naive.units[other] > 0 && rental.end > naive.now
        return {
          allowed: rental.state === 'reserved' && there && naive.left(other, from, to, [rental.id]) >= 1,
          engine: () => rentals.change({ rentalId: rental.id, serial: other }),
          keep: () => {
            const terms = { clean: cleanOf(other), prepare: prepareOf(other) }
            Object.assign(rental, { resource: other, busyFrom: from, busyTo: to, ...terms })
            naive.claim(rental.id, other, 1, from, to)
          },
        }
      }
      case 'cancel':
      case 'noShow': {
        const rental = this.#picked(one.pick, 'reserved')
        if (rental === undefined) return undefined
        const begun = one.does === 'cancel' || rental.start <= naive.now
        return {
          allowed: rental.state === 'reserved' && begun,
          engine: () =>
            one.does === 'cancel'
              ? rentals.cancel({ rentals: [rental.id], reason: 'model' })
              : rentals.noShow({ rentals: [rental.id] }),
          keep: () => {
            rental.state = one.does === 'cancel' ? 'cancelled' : 'noShow'
            naive.release(rental.id)
          },
        }
      }
      case 'handOut': {
        const rental = this.#picked(one.pick, 'reserved')
        if (rental === undefined) return undefined
        const quantity = 1 + (one.part % rental.quantity)
        const bond = bondOf(rental.resource) * quantity
        const needed = bond + naive.bondOut(rental.order, rental.id)
        const gone = naive.rentals
          .filter((other) => other.resource === rental.resource && naive.isAway(other))
          .reduce((sum, other) => sum + other.quantity, 0)
        const early = rental.busyFrom > naive.now
        const rest = rental.quantity - quantity
        // What stays reserved claims its own time still.
        const without = early ? naive.left(rental.resource, naive.now, rental.busyTo, [rental.id], false) : quantity
        const room = early ? without - (rest > 0 ? restInTheWay(naive, rental, rest) : 0) : quantity
        return {
          allowed:
            rental.state === 'reserved' &&
            rental.end > naive.now &&
            naive.units[rental.resource] - gone >= quantity &&
            room >= quantity &&
            (bond === 0 || (naive.held[rental.order] ?? 0) >= needed),
          engine: () => rentals.handOut({ rentals: [{ rentalId: rental.id, quantity }] }),
          keep: async () => {
            await this.#partOf(rental, quantity)
            Object.assign(rental, { state: 'handedOut', bond })
            if (!early) return
            rental.busyFrom = naive.now
            naive.claim(rental.id, rental.resource, quantity, naive.now, rental.busyTo)
          },
        }
      }
      case 'takeBack': {
        const rental = this.#picked(one.pick, 'handedOut')
        if (rental === undefined) return undefined
        const quantity = 1 + (one.part % rental.quantity)
        return {
          allowed: rental.state === 'handedOut',
          engine: () => rentals.takeBack({ rentals: [{ rentalId: rental.id, quantity }] }),
          keep: async () => {
            await this.#partOf(rental, quantity)
            naive.moveReady(rental, naive.now + rental.clean)
            const fee = naive.fee(rental)
            naive.charge(rental, fee)
            rental.lateFee += fee
            rental.state = 'returned'
          },
        }
      }
      case 'inspect':
      case 'lose': {
        const lost = one.does === 'lose'
        const rental = this.#picked(one.pick, 'returned', ...(lost ? ['handedOut'] : []))
        if (rental === undefined) return undefined
        const quantity = 1 + (one.part % rental.quantity)
        const outcome = lost ? 'lost' : one.does === 'inspect' && one.damaged ? 'damaged' : 'ok'
        const there = rental.state === 'returned' || (lost && rental.state === 'handedOut')
        return {
          allowed: there,
          engine: () =>
            rentals.inspect({ rentals: [{ rentalId: rental.id, quantity, outcome, charge: text(one.charge) }] }),
          keep: async () => {
            await this.#partOf(rental, quantity)
            naive.charge(rental, one.charge)
            rental.damage += one.charge
            rental.state = lost ? 'lost' : 'inspected'
            if (!lost) return
            naive.units[rental.resource] -= quantity
            naive.release(rental.id)
            rental.busyTo = naive.now
          },
        }
      }
      case 'clean':
      case 'repair': {
        const rental = this.#picked(one.pick, 'inspected', 'cleaning', 'repair')
        if (rental === undefined) return undefined
        const state = one.does === 'clean' ? 'cleaning' : 'repair'
        const until = one.does === 'clean' ? naive.now + rental.clean : naive.now + one.ahead
        const may = state === 'cleaning' ? ['inspected', 'repair'] : ['inspected', 'cleaning']
        return {
          allowed: may.includes(rental.state) && until > naive.now,
          engine: () =>
            one.does === 'clean'
              ? rentals.startCleaning({ rentals: [rental.id] })
              : rentals.startRepair({ rentals: [rental.id], until: instantAt(until) }),
          keep: () => {
            naive.moveReady(rental, until)
            rental.state = state
          },
        }
      }
      case 'ready': {
        const rental = this.#picked(one.pick, 'inspected', 'cleaning', 'repair')
        if (rental === undefined) return undefined
        return {
          allowed: ['inspected', 'cleaning', 'repair'].includes(rental.state),
          engine: () => rentals.makeReady({ rentals: [rental.id] }),
          keep: () => {
            Object.assign(rental, { state: 'available', busyTo: naive.now })
            naive.release(rental.id)
          },
        }
      }
      case 'block': {
        const [start, end] = [naive.now + one.ahead, naive.now + one.ahead + one.length]
        const line = one.resource === 'chair' ? { item: 'chair' } : { item: 'gown', serial: one.resource }
        const there = naive.units[one.resource] > 0
        return {
          allowed: start < end && end > naive.now && there && naive.left(one.resource, start, end) >= 1,
          engine: () => rentals.block({ from: instantAt(start), to: instantAt(end), lines: [line], reason: 'model' }),
          keep: (answer) => {
            const id = (answer as { items: { id: string }[] }).items[0]?.id ?? ''
            naive.blocks.push({ id, resource: one.resource, start, end, open: true })
            naive.claim(id, one.resource, 1, start, end)
          },
        }
      }
      case 'unblock': {
        const block = naive.blocks[one.pick % Math.max(1, naive.blocks.length)]
        if (block === undefined) return undefined
        return {
          allowed: block.open && block.end > naive.now,
          engine: () => rentals.unblock({ blockId: block.id }),
          keep: () => {
            block.open = false
            naive.release(block.id)
          },
        }
      }
    }
  }
}

/** What the part of a rental that stays reserved takes of the units, while the other part goes out early. */
const restInTheWay = (naive: NaiveHire, rental: NaiveRental, rest: number): number => {
  const whole = naive.left(rental.resource, naive.now, rental.busyTo, [rental.id], false)
  const before = naive.claims
  naive.claims = [
    ...before.filter(({ of }) => of !== rental.id),
    { of: 'rest', resource: rental.resource, quantity: rest, from: rental.busyFrom, to: rental.busyTo },
  ]
  const least = naive.left(rental.resource, naive.now, rental.busyTo, [], false)
  naive.claims = before
  return whole - least
}
