/** The resources of a studio, when they work, and when they do not. */
import { bool, date, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Rows speak of a person where the resource is one; the person is then known by the id of the resource. */
const subject = { kind: 'resource', column: 'resourceId' } as const

/**
 * A person, room, place, dress or piece of equipment that is booked. It belongs to a branch, but is read in all of them: whoever may not see a
 * resource must still not promise it twice.
 */
export const resources = defineTable({
  name: 'resources',
  columns: {
    id: id(),
    /** What people call it: unique in the studio. */
    code: text(40),
    name: personal(text(100)),
    nameEn: personal(nullable(text(100))),
    /** person, room, place, dress or equipment. */
    kind: text(12),
    branch: id(),
    /** [{ skill, level }], the level from 1 to 9. */
    skills: json(),
    /** The item of the stock that it is, and the single unit of it; null where it is none. What is only counted has no unit. */
    itemId: nullable(id()),
    serialId: nullable(id()),
    /** How much of it can be promised at one moment; of counted stock that is what there is of it. */
    capacity: int(),
    costPerHour: nullable(money()),
    currency: text(3),
    /** The host's id of who it is; null for what is no person. */
    personId: nullable(text(200)),
    /** The id of the place where it stands; null for the branch itself. */
    placeId: nullable(id()),
    /** Of a place: how to get there. */
    address: personal(nullable(text(300))),
    /** The first and the last day on which it can be used, both included; null without an end. */
    validFrom: nullable(date()),
    validTo: nullable(date()),
    /** From this day on it is out of use. */
    retiredFrom: nullable(date()),
    retiredBecause: nullable(text(200)),
    prepareMinutes: int(),
    cleanMinutes: int(),
    /** Most bookings in a local day, and in an ISO week; null without a limit. */
    dailyLimit: nullable(int()),
    weeklyLimit: nullable(int()),
    /** Null for that of the branch. */
    timeZone: nullable(text(64)),
    worksOnHolidays: bool(),
    createdAt: instant(),
  },
  uniques: [{ name: 'code', columns: ['code'] }],
  indexes: [
    { name: 'byBranch', columns: ['branch', 'kind', 'code'] },
    { name: 'byPerson', columns: ['personId'] },
    { name: 'byItem', columns: ['itemId', 'branch'] },
  ],
  subject: { kind: 'resource', column: 'id' },
})

/** When a resource works, from a day on until the next version. */
export const resourcesRosters = defineTable({
  name: 'resources_rosters',
  columns: {
    id: id(),
    resourceId: id(),
    validFrom: date(),
    /** As `roster-rule.ts` says; null where the opening hours of the branch hold again. */
    rules: nullable(json()),
    setAt: instant(),
    setBy: text(200),
  },
  uniques: [{ name: 'version', columns: ['resourceId', 'validFrom'] }],
})

/** When a branch is open, from a day on until the next version: the roster of every resource that has none. */
export const resourcesOpeningHours = defineTable({
  name: 'resources_opening_hours',
  columns: {
    id: id(),
    branch: id(),
    validFrom: date(),
    rules: json(),
    setAt: instant(),
    setBy: text(200),
  },
  uniques: [{ name: 'version', columns: ['branch', 'validFrom'] }],
})

/** What holds on one day in the place of the roster. */
export const resourcesShifts = defineTable({
  name: 'resources_shifts',
  columns: {
    id: id(),
    resourceId: id(),
    /** The local day. */
    day: date(),
    /** [{ from, to }] by the wall clock; empty where it does not work. */
    spans: json(),
    reason: nullable(text(200)),
    setAt: instant(),
    setBy: text(200),
  },
  uniques: [{ name: 'day', columns: ['resourceId', 'day'] }],
  indexes: [{ name: 'byDay', columns: ['day', 'resourceId'] }],
})

/** Leave, sickness and the like, asked for and decided about. Only what is approved is claimed. */
export const resourcesTimeOff = defineTable({
  name: 'resources_time_off',
  columns: {
    id: id(),
    resourceId: id(),
    /** leave, sick, training or other. */
    kind: text(12),
    startsAt: instant(),
    endsAt: instant(),
    /** The local days, both included; null where it is by the hour. */
    firstDay: nullable(date()),
    lastDay: nullable(date()),
    /** requested, approved, refused or withdrawn. */
    state: text(12),
    note: personal(nullable(text(500))),
    requestedAt: instant(),
    requestedBy: text(200),
    decidedAt: nullable(instant()),
    decidedBy: nullable(text(200)),
    answer: personal(nullable(text(500))),
    /** Approved although something was booked. */
    despiteBookings: bool(),
  },
  indexes: [
    { name: 'byResource', columns: ['resourceId', 'startsAt', 'id'] },
    { name: 'byState', columns: ['state', 'startsAt', 'id'] },
    { name: 'byStart', columns: ['startsAt', 'id'] },
  ],
  subject,
})

export type ResourceRow = RowOf<typeof resources>
export type TimeOffRow = RowOf<typeof resourcesTimeOff>
