/** Members that inputs of several operations share. */
import { z } from 'zod'
import { dayGiven, momentGiven } from '../engine/given-times.ts'

export const idText = z.string().min(1).max(64)

export const dateText = dayGiven

/** By the local clock. */
export const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:mm')

/** RFC 3339 with `Z` or an offset. */
export const instantText = momentGiven

/** Never personal data: facts cannot be blanked. */
export const reasonText = z.string().trim().normalize('NFC').min(1).max(500)

export const noteText = z.string().trim().max(1000)

/** Higher comes first. */
export const priorityNumber = z.int().min(0).max(9)

/** Who or what is wanted for a requirement of the service, by code or id. */
export const wantedSchema = z.record(z.string().trim().min(1).max(60), z.array(idText).min(1).max(20))

/** A span of days in which a booking may begin. */
export const windowShape = z.strictObject({
  /** The first local day. */
  from: dateText,
  /** The last one, included; the first unless told. */
  to: dateText.optional(),
  /** Local times of the start, the first included; over midnight where `to` is no later. All day unless told. */
  times: z.strictObject({ from: timeText, to: timeText }).optional(),
  /** ISO weekdays of the start, 1 for Monday; every day unless told. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
})

export const wishMembers = {
  /** When it may be: in any of these. */
  windows: z.array(windowShape).min(1).max(20).optional(),
  /** In their place: a seat of this session, which is full. */
  sessionId: idText.optional(),
  /** Where the service has sessions: how many seats. */
  seats: z.int().min(1).max(1000).optional(),
  /** Who or what serves it and nobody in their place, by requirement of the service: codes or ids of people, rooms, places. */
  resources: wantedSchema.optional(),
  /** Who or what serves it where they are free; the people of the customer's last bookings unless told. */
  preferred: z.array(idText).max(50).optional(),
}
