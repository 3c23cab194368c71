/** Members that inputs of several operations share. */
import { z } from 'zod'
import { dayGiven, momentGiven } from '../engine/given-times.ts'
import { isTimeZone } from '../values/time-zone.ts'
import { resourceKinds } from './resource-kind.ts'

export const idText = z.string().min(1).max(64)
export const branchText = z.string().min(1).max(40)
export const dayText = dayGiven
/** RFC 3339 with `Z` or an offset. */
export const instantText = momentGiven
/** Words of the studio's own. Never personal data where it is not said to be personal. */
export const line = (longest: number) => z.string().trim().min(1).max(longest)
export const noteText = line(500)
export const kindWord = z.enum(resourceKinds)

const bufferMinutes = z
  .int()
  .min(0)
  .max(60 * 24 * 30)
const limit = z.int().min(1).max(1000)

const skillList = z
  .array(z.strictObject({ skill: line(60), level: z.int().min(1).max(9).default(5) }))
  .max(50)
  .refine((skills) => new Set(skills.map(({ skill }) => skill)).size === skills.length, 'must name each skill once')

/** What can be said of a resource, when it is added and later. */
export const resourceMembers = {
  name: line(100).optional(),
  nameEn: line(100).nullish(),
  /** What it can do, and how well: 1 to 9, 5 unless told. */
  skills: skillList.optional(),
  /** How much of it can be promised at one moment: the seats of a group shoot, for example. */
  capacity: z.int().min(1).max(1000).optional(),
  /** A decimal string in the studio's currency, for reports. */
  costPerHour: z
    .string()
    .regex(/^\d{1,9}(\.\d{1,4})?$/, 'must be an amount of zero or more')
    .nullish(),
  /** Of a person: the host's id of who it is, as in `actor.id` of a session. */
  personId: z.string().min(1).max(200).nullish(),
  /** The id of the place where it stands; null for the branch itself. */
  placeId: idText.nullish(),
  /** Of a place: how to get there. */
  address: line(300).nullish(),
  /** The first and the last day on which it can be used, both included. */
  validFrom: dayText.nullish(),
  validTo: dayText.nullish(),
  /** Minutes before and after each booking in which nobody else has it. */
  prepareMinutes: bufferMinutes.optional(),
  cleanMinutes: bufferMinutes.optional(),
  /** Most bookings in a local day, and in an ISO week. */
  dailyLimit: limit.nullish(),
  weeklyLimit: limit.nullish(),
  /** IANA name; null for that of the branch. */
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai').nullish(),
  /** Whether its roster holds on closed days as well. */
  worksOnHolidays: z.boolean().optional(),
}

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** A stretch of time [from, to). */
export const timeSpan = z.object({ from: z.string(), to: z.string() })
