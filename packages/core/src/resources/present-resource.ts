/** Resources for callers. */
import { z } from 'zod'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { zoneOf } from './resource-book.ts'
import type { ResourceSkill } from './resource-kind.ts'
import type { ResourceRow } from './tables.ts'

const shape = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  /** person, room, place, dress or equipment. */
  kind: z.string(),
  branch: z.string(),
  skills: z.array(z.object({ skill: z.string(), level: z.int() })),
  /** The item of the stock that it is, and the single unit of it; null where it is none. What is only counted has no unit. */
  itemId: z.string().nullable(),
  serialId: z.string().nullable(),
  /** Of counted stock: see rentals.availability. */
  capacity: z.int(),
  /** Null where none was told, and for whoever has not the permission resources.readCosts. */
  costPerHour: z.string().nullable(),
  personId: z.string().nullable(),
  /** Null where it stands in the branch itself. */
  placeId: z.string().nullable(),
  address: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
  /** From this day on it is out of use. */
  retiredFrom: z.string().nullable(),
  retiredBecause: z.string().nullable(),
  prepareMinutes: z.int(),
  cleanMinutes: z.int(),
  dailyLimit: z.int().nullable(),
  weeklyLimit: z.int().nullable(),
  /** Its own, or that of its branch. */
  timeZone: z.string(),
  worksOnHolidays: z.boolean(),
})

export interface Resource extends z.output<typeof shape> {}

export const resourceOutput: z.ZodType<Resource> = shape

export function presentResource(context: QueryContext | CommandContext, row: ResourceRow): Resource {
  const { costPerHour, currency } = row
  const showsCost = costPerHour !== null && context.may('resources.readCosts', row.branch)
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    nameEn: row.nameEn,
    kind: row.kind,
    branch: row.branch,
    skills: row.skills as unknown as ResourceSkill[],
    itemId: row.itemId,
    serialId: row.serialId,
    capacity: row.capacity,
    costPerHour: showsCost ? Money.ofMinor(costPerHour, currency).toString() : null,
    personId: row.personId,
    placeId: row.placeId,
    address: row.address,
    validFrom: row.validFrom,
    validTo: row.validTo,
    retiredFrom: row.retiredFrom,
    retiredBecause: row.retiredBecause,
    prepareMinutes: row.prepareMinutes,
    cleanMinutes: row.cleanMinutes,
    dailyLimit: row.dailyLimit,
    weeklyLimit: row.weeklyLimit,
    timeZone: row.timeZone ?? zoneOf(context, row.branch),
    worksOnHolidays: row.worksOnHolidays,
  }
}
