/** The gowns of a studio as one would keep them on paper: who was promised which unit when, whether it is rented or booked. */

/** From when until when something is promised. */
export interface Promised {
  readonly from: number
  readonly to: number
}

/** A resource that may be one with a unit. */
export interface NaiveResource {
  readonly id: string
  readonly code: string
  readonly clean: number
  unit: string | null
}

export interface NaiveBooking extends Promised {
  readonly id: string
  readonly service: 'fitting' | 'shoot'
  readonly start: number
  /** The id of the resource, or the unit that nobody had entered as one. */
  readonly of: string
}

export interface NaiveRental {
  readonly id: string
  readonly unit: string
  state: 'reserved' | 'handedOut' | 'returned' | 'inspected' | 'repair' | 'over'
  from: number
  to: number
  busyFrom: number
  busyTo: number
}

/** Minutes by which rentals are prepared and cleaned. */
export const rentalTerms = { prepare: 60, clean: 120 } as const

const hour = 60

export class NaiveRail {
  /** Minutes. */
  now: number
  readonly resources: NaiveResource[] = []
  readonly units: { readonly name: string; isGone: boolean; isReserved: boolean }[]
  bookings: NaiveBooking[] = []
  readonly rentals: NaiveRental[] = []

  constructor(now: number, units: readonly string[]) {
    this.now = now
    this.units = units.map((name) => ({ name, isGone: false, isReserved: false }))
  }

  /** The unit that a resource is, else itself. */
  nameOf(of: string): string {
    return this.resources.find(({ id }) => id === of)?.unit ?? of
  }

  /** Everything that takes a unit, or a resource that is none. */
  takenOf(name: string, except?: string): Promised[] {
    const booked = this.bookings.filter((one) => one.id !== except && this.nameOf(one.of) === name)
    const rented = this.rentals.filter((one) => one.id !== except && one.unit === name && one.state !== 'over')
    return [...booked, ...rented.map((one) => ({ from: one.busyFrom, to: this.readyOf(one) }))]
  }

  /** What is late comes back now at the earliest, and is cleaned then; what is not ready yet will not be within the minute. */
  readyOf({ state, to, busyTo }: NaiveRental): number {
    if (state === 'reserved') return busyTo
    if (state === 'handedOut') return this.now > to ? Math.max(busyTo, this.now + rentalTerms.clean) : busyTo
    return Math.max(busyTo, this.now + 1)
  }

  isFree(name: string, { from, to }: Promised, except?: string): boolean {
    return !this.takenOf(name, except).some((one) => one.from < to && from < one.to && one.from < one.to)
  }

  isOpen(name: string): boolean {
    const unit = this.units.find((one) => one.name === name)
    return unit === undefined || (!unit.isGone && !unit.isReserved)
  }

  /** What a booking of an hour would take of a resource or a unit. */
  busyOf(of: string, start: number): Promised {
    const tied = this.resources.find((one) => one.id === of || one.unit === of)
    if (tied !== undefined) return { from: start, to: start + hour + tied.clean }
    return { from: start - rentalTerms.prepare, to: start + hour + rentalTerms.clean }
  }

  /** Whether a service can have a start: a fitting its gown, a shoot any unit. */
  canBook(service: 'fitting' | 'shoot', start: number, except?: string): boolean {
    if (start < this.now) return false
    const [fitted] = this.resources
    const names = service === 'fitting' ? [this.nameOf(fitted?.id ?? '')] : this.units.map(({ name }) => name)
    return names.some((name) => {
      const of = service === 'fitting' ? (fitted?.id ?? '') : name
      return this.isOpen(name) && this.isFree(name, this.busyOf(of, start), except)
    })
  }

  canRent(name: string, from: number, to: number): boolean {
    const busy = { from: from - rentalTerms.prepare, to: to + rentalTerms.clean }
    return from < to && to > this.now && this.isOpen(name) && this.isFree(name, busy)
  }

  canTie(resource: NaiveResource, name: string): boolean {
    if (this.resources.some((one) => one !== resource && one.unit === name)) return false
    if (!this.isOpen(name)) return false
    if (resource.unit === name) return true
    const ahead = (one: Promised): Promised => ({ from: Math.max(one.from, this.now), to: one.to })
    const own = this.bookings.filter(({ of }) => of === resource.id).map(ahead)
    return own.every(({ from, to }) => from >= to || this.isFree(name, { from, to }))
  }

  /** Pairs that cannot both be met, of which neither is a rental that is late, or in care for longer than it was promised. */
  doubles(): string[] {
    const held = [
      ...this.bookings.map(({ id, of, from, to }) => ({ id, name: this.nameOf(of), from, to })),
      ...this.rentals
        .filter(({ state }) => state === 'reserved' || state === 'handedOut')
        .map(({ id, unit: name, busyFrom: from, busyTo: to }) => ({ id, name, from, to })),
    ].filter(({ to }) => to > this.now)
    return held.flatMap((one, at) =>
      held
        .slice(at + 1)
        .filter((other) => other.name === one.name && one.from < other.to && other.from < one.to)
        .map((other) => `${one.name}: ${one.id} and ${other.id}`),
    )
  }
}
