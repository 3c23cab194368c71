/** Events: what happened, in the past tense, with a version and a schema. They carry ids, never personal data. */
import type { Row } from '../storage/port.ts'
import type { z } from 'zod'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'

export interface EventKind<Name extends string = string, Data = unknown> {
  /** `room.pastTense`, such as `orders.placed`. */
  readonly name: Name
  /** Raised when the data change their meaning. */
  readonly version: number
  readonly schema: z.ZodType<Data>
}

export function defineEvent<const Name extends string, Data>(options: {
  readonly name: Name
  readonly version: number
  readonly schema: z.ZodType<Data>
}): EventKind<Name, Data> {
  return options
}

/** An event as subscribers and listeners get it. */
export interface Event<Data = unknown> {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly tenant: string
  readonly branch: string
  readonly at: Instant
  readonly businessDate: CalendarDate
  /** Who caused it. */
  readonly actor: string
  readonly correlationId: string
  readonly data: Data
}

/** An event as it stands in the outbox. */
export function eventOf(row: Row): Event {
  return {
    id: String(row.id),
    name: String(row.name),
    version: Number(row.eventVersion),
    tenant: String(row.tenant),
    branch: String(row.branch),
    at: String(row.at),
    businessDate: String(row.businessDate),
    actor: String(row.actor),
    correlationId: String(row.correlationId),
    data: row.data,
  }
}
