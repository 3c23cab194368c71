/** Members that inputs of several operations share. */
import { z } from 'zod'
import { dayGiven, dayOrMomentGiven, momentGiven } from '../engine/given-times.ts'

export const idText = z.string().min(1).max(64)

export const line = (longest: number) => z.string().trim().normalize('NFC').min(1).max(longest)

/** A word of the studio's own. */
export const word = line(60)

/** A decimal string of zero or more, in the studio's currency. */
export const decimalText = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount of zero or more, such as "200.00"')

/** By the local clock. */
export const timeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a local time HH:mm')

export const dateText = dayGiven

/** RFC 3339 with `Z` or an offset. */
export const instantText = momentGiven

/** A local day, or RFC 3339 with `Z` or an offset. */
export const dayOrInstantText = dayOrMomentGiven

/** Never personal data: facts cannot be blanked. */
export const reasonText = line(500)

export const noteText = z.string().trim().max(1000)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** When something begins: an instant, or what the clocks of the place show. */
export const startMembers = {
  startsAt: instantText.optional(),
  /** With `time`: by the clocks of the branch. */
  date: dateText.optional(),
  time: timeText.optional(),
  /** Where the clocks show the time twice, because they are set back: the earlier unless told. */
  overlap: z.enum(['earlier', 'later']).default('earlier'),
}

export const saysStart = ({
  startsAt,
  date,
  time,
}: {
  startsAt?: string | undefined
  date?: string | undefined
  time?: string | undefined
}): boolean =>
  startsAt === undefined ? date !== undefined && time !== undefined : date === undefined && time === undefined

export const startRule = { message: 'must be given, or date and time in its place, and not both', path: ['startsAt'] }

/** Who or what is wanted for a requirement of the service, by code or id. */
export const wantedSchema = z.record(word, z.array(idText).min(1).max(20))
