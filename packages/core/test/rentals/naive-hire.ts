/** Rentals as a child would keep them: lists that are looked through from the beginning. Times are minutes since the beginning. */

export const gowns = ['G-1', 'G-2', 'G-3'] as const
export type Resource = (typeof gowns)[number] | 'chair'

export interface Claim {
  readonly of: string
  readonly resource: Resource
  quantity: number
  from: number
  to: number
}

export interface NaiveRental {
  id: string
  resource: Resource
  order: number
  quantity: number
  state: string
  start: number
  end: number
  clean: number
  prepare: number
  busyFrom: number
  busyTo: number
  bond: number
  lateFee: number
  damage: number
  kept: number
  owed: number
}

export interface NaiveBlock {
  id: string
  resource: Resource
  start: number
  end: number
  open: boolean
}

/** Terms, in minutes and cents: G-3 takes longer to clean than the others. */
export const cleanOf = (resource: Resource): number => (resource === 'chair' ? 120 : resource === 'G-3' ? 300 : 180)
export const prepareOf = (resource: Resource): number => (resource === 'chair' ? 0 : 60)
export const bondOf = (resource: Resource): number => (resource === 'chair' ? 0 : 10_000)
export const lateFee = { perDay: 1_000, grace: 60, cap: 2_500 }

const care = ['returned', 'inspected', 'cleaning', 'repair']
const away = ['handedOut', ...care]
const open = ['reserved', ...away]

export class NaiveHire {
  now = 0
  readonly rentals: NaiveRental[] = []
  readonly blocks: NaiveBlock[] = []
  claims: Claim[] = []
  readonly units: Record<Resource, number> = { 'G-1': 1, 'G-2': 1, 'G-3': 1, chair: 10 }
  /** Bonds that are held, by order. */
  readonly held = [20_000, 20_000]
  readonly owed = [0, 0]

  isAway(rental: NaiveRental): boolean {
    return away.includes(rental.state)
  }

  isOpen(rental: NaiveRental): boolean {
    return open.includes(rental.state)
  }

  /** When it will be there again, as far as one can tell. */
  readyAt(rental: NaiveRental): number {
    if (rental.state === 'handedOut' && this.now > rental.end) return Math.max(rental.busyTo, this.now + rental.clean)
    return care.includes(rental.state) ? Math.max(rental.busyTo, this.now + 1) : rental.busyTo
  }

  /** How many are left throughout a time, looked at wherever anything begins. */
  left(resource: Resource, from: number, to: number, without: readonly string[] = [], withLate = true): number {
    const busy = this.claims
      .filter((claim) => claim.resource === resource && !without.includes(claim.of))
      .map((claim) => ({ from: claim.from, to: claim.to, quantity: claim.quantity }))
    for (const rental of withLate ? this.rentals : []) {
      if (rental.resource !== resource || without.includes(rental.id) || !this.isAway(rental)) continue
      const claim = this.claims.find(({ of }) => of === rental.id)
      const covered = claim !== undefined && claim.from < claim.to ? claim.to : rental.busyFrom
      busy.push({ from: covered, to: this.readyAt(rental), quantity: rental.quantity })
    }
    let least = this.units[resource]
    for (const at of [from, ...busy.map((one) => one.from)]) {
      if (at < from || at >= to) continue
      const used = busy.reduce((sum, one) => (one.from <= at && at < one.to ? sum + one.quantity : sum), 0)
      least = Math.min(least, this.units[resource] - used)
    }
    return least
  }

  widened(resource: Resource, start: number, end: number): [number, number] {
    return [start - prepareOf(resource), end + cleanOf(resource)]
  }

  claim(of: string, resource: Resource, quantity: number, from: number, to: number): void {
    this.claims = [...this.claims.filter((claim) => claim.of !== of), { of, resource, quantity, from, to }]
  }

  release(of: string): void {
    this.claims = this.claims.filter((claim) => claim.of !== of)
  }

  /** The unit will be ready then: its claim ends then, or where somebody else has it, minute by minute. */
  moveReady(rental: NaiveRental, to: number): void {
    rental.busyTo = to
    const claim = this.claims.find(({ of }) => of === rental.id)
    if (claim === undefined) return
    if (to <= claim.to) {
      claim.to = Math.max(to, claim.from)
      return
    }
    const from = Math.max(claim.to, this.now)
    if (from > claim.to) claim.from = from
    let until = from
    while (until < to && this.left(claim.resource, until, until + 1, [claim.of], false) >= claim.quantity) until++
    claim.to = until
  }

  part(rental: NaiveRental, quantity: number, id: string): void {
    if (quantity === rental.quantity) return
    const rest = rental.quantity - quantity
    this.rentals.push({ ...rental, id, quantity: rest, lateFee: 0, damage: 0, kept: 0, owed: 0 })
    const claim = this.claims.find(({ of }) => of === rental.id)
    if (claim !== undefined) {
      this.claims.push({ ...claim, of: id, quantity: rest })
      claim.quantity = quantity
    }
    rental.quantity = quantity
  }

  bondOut(order: number, without: string): number {
    return this.rentals
      .filter((one) => one.order === order && one.state === 'handedOut' && one.id !== without)
      .reduce((sum, one) => sum + one.bond, 0)
  }

  charge(rental: NaiveRental, amount: number): void {
    const { order } = rental
    const held = this.held[order] ?? 0
    const kept = Math.min(amount, Math.max(0, held - this.bondOut(order, rental.id)))
    rental.kept += kept
    rental.owed += amount - kept
    this.held[order] = held - kept
    this.owed[order] = (this.owed[order] ?? 0) + amount - kept
  }

  fee(rental: NaiveRental): number {
    const late = this.now - rental.end
    if (late <= lateFee.grace) return 0
    let days = 0
    while (days * 1440 < late) days++
    return Math.min(days * lateFee.perDay, lateFee.cap) * rental.quantity
  }

  /** Resources that are promised to more than there are of them, at some minute from now on. */
  conflicts(): string[] {
    return (['G-1', 'G-2', 'G-3', 'chair'] as const).filter((resource) => {
      const wants = [
        ...this.rentals
          .filter((one) => one.resource === resource && this.isOpen(one))
          .map((one) => ({ from: one.busyFrom, to: this.readyAt(one), quantity: one.quantity })),
        ...this.blocks
          .filter((one) => one.resource === resource && one.open)
          .map((one) => ({ from: one.start, to: one.end, quantity: 1 })),
      ].filter(({ from, to }) => to > this.now && from < to)
      return [this.now, ...wants.map(({ from }) => from)].some((at) => {
        const used = wants.reduce((sum, one) => (one.from <= at && at < one.to ? sum + one.quantity : sum), 0)
        return at >= this.now && used > this.units[resource]
      })
    })
  }
}
