/** Work in the order in which it is due, laid over the time that people have. Pure; whole minutes since 1970-01-01T00:00Z. */
import type { Cell } from './tally.ts'

/** A piece of work that one person does, with breaks where they have no time. */
export interface Piece {
  readonly id: string
  /** The first moment at which it is late; null where it is due on no known day. */
  readonly due: number | null
  readonly rush: boolean
  /** 1 or more. */
  readonly minutes: number
  /** Who may do it; whoever would be done with it first does. */
  readonly people: readonly string[]
}

export interface PlannedPiece<P extends Piece> {
  readonly piece: P
  /** Who does it; null where nobody may. */
  readonly person: string | null
  /** When. */
  readonly parts: readonly Cell[]
  /** Null where it is not done in the time that was laid out. */
  readonly finish: number | null
}

/** When somebody has time: sorted, disjoint, flat. */
export type FreeTimes = ReadonlyMap<string, readonly number[]>

/** The earliest due first, what is due on no known day last; of equal ones what is rush. */
export function byDue(one: Piece, other: Piece): number {
  const [a, b] = [one.due ?? Number.POSITIVE_INFINITY, other.due ?? Number.POSITIVE_INFINITY]
  if (a !== b) return a < b ? -1 : 1
  if (one.rush !== other.rush) return one.rush ? -1 : 1
  return one.id < other.id ? -1 : Number(one.id > other.id)
}

/** How long a piece is late; below zero where it is early. */
export const latenessOf = ({ piece, finish }: PlannedPiece<Piece>): number =>
  piece.due === null ? Number.NEGATIVE_INFINITY : (finish ?? Number.POSITIVE_INFINITY) - piece.due

/**
 * Everybody works on what is due first until it is done. Of what one person does, no other order has a smaller maximum lateness (Jackson 1955): time without work changes
 * nothing of that, for whatever the order is, so many minutes are done at the same moment.
 */
export function planByDue<P extends Piece>(pieces: readonly P[], free: FreeTimes): PlannedPiece<P>[] {
  const clocks = new Map([...free].map(([person, spans]) => [person, new Clock(spans)]))
  return pieces.toSorted(byDue).map((piece): PlannedPiece<P> => {
    let best: { person: string; clock: Clock; finish: number } | undefined
    for (const person of piece.people) {
      const clock = clocks.get(person)
      if (clock === undefined) continue
      const finish = clock.finishOf(piece.minutes)
      if (best === undefined || finish < best.finish) best = { person, clock, finish }
    }
    if (best === undefined) return { piece, person: null, parts: [], finish: null }
    const parts = best.clock.work(piece.minutes)
    return { piece, person: best.person, parts, finish: Number.isFinite(best.finish) ? best.finish : null }
  })
}

/** Where somebody is in their time. */
class Clock {
  readonly #spans: readonly number[]
  #at = 0
  #from: number

  constructor(spans: readonly number[]) {
    this.#spans = spans
    this.#from = spans[0] ?? 0
  }

  /** Infinity where there is not so much time. */
  finishOf(minutes: number): number {
    let left = minutes
    let from = this.#from
    for (let at = this.#at; at < this.#spans.length; at += 2) {
      from = Math.max(from, this.#spans[at] as number)
      const to = this.#spans[at + 1] as number
      if (to - from >= left) return from + left
      left -= to - from
    }
    return Number.POSITIVE_INFINITY
  }

  /** All that is left where that is less. */
  work(minutes: number): Cell[] {
    const parts: Cell[] = []
    let left = minutes
    while (left > 0 && this.#at < this.#spans.length) {
      const from = Math.max(this.#from, this.#spans[this.#at] as number)
      const end = this.#spans[this.#at + 1] as number
      const to = Math.min(end, from + left)
      if (from < to) parts.push({ from, to })
      left -= to - from
      this.#from = to
      if (to === end) this.#at += 2
    }
    return parts
  }
}

/** A day that can be promised: what is done before `due` is in time. */
export interface PromiseDay<D> {
  readonly day: D
  readonly due: number
}

/**
 * The first of these days on which one more piece is done in time, without anything else becoming late or later than it will be anyway; null where there
 * is none.
 */
export function earliestPromise<D>(
  pieces: readonly Piece[],
  free: FreeTimes,
  next: Pick<Piece, 'minutes' | 'people'>,
  days: readonly PromiseDay<D>[],
): D | null {
  const late = (planned: readonly PlannedPiece<Piece>[]) =>
    new Map(planned.map((one) => [one.piece.id, Math.max(0, latenessOf(one))]))
  const before = late(planByDue(pieces, free))
  for (const { day, due } of days) {
    const after = planByDue([...pieces, { ...next, id: nextId, rush: false, due }], free)
    const keeps = ({ piece, ...one }: PlannedPiece<Piece>): boolean =>
      Math.max(0, latenessOf({ piece, ...one })) <= (piece.id === nextId ? 0 : (before.get(piece.id) ?? 0))
    if (after.every(keeps)) return day
  }
  return null
}

/** Comes after all ids that there are. */
const nextId = '\uffff'
