/** What the room of resources refuses. */
import { defineError } from '../values/calotype-error.ts'

export const ResourceUnknown = defineError<{ resourceId: string }>({
  code: 'RESOURCE_UNKNOWN',
  status: 404,
  summary: 'The studio has no resource with this id.',
  message: ({ resourceId }) => `resourceId must be the id of a resource of this studio, got "${resourceId}".`,
  mend: 'Take the id from resources.list or resources.add. Bookings and calendars take the code as well.',
})

export const ResourceCodeTaken = defineError<{ resource: string; resourceId: string }>({
  code: 'RESOURCE_CODE_TAKEN',
  status: 409,
  summary: 'Another resource has this code already.',
  message: ({ resource, resourceId }) => `code must be unique, and "${resource}" is that of resource ${resourceId}.`,
  mend: 'Choose another code, or go on with that resource.',
})

export const ResourcePersonTaken = defineError<{ resourceId: string; resource: string }>({
  code: 'RESOURCE_PERSON_TAKEN',
  status: 409,
  summary: 'A person was to be two resources, and could be promised twice at one time.',
  message: ({ resource }) => `personId must belong to one resource, and is that of "${resource}" already.`,
  mend: ({ resourceId }) =>
    `Give resource ${resourceId} the skills that the person has; its branch can be changed by resources.update.`,
})

export const ResourceInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'RESOURCE_INVALID',
  status: 422,
  summary: 'What is said of a resource breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Mend the member that is named; nothing was written.',
})

export const ResourceRetired = defineError<{ resource: string; from: string }>({
  code: 'RESOURCE_RETIRED',
  status: 409,
  summary: 'The resource is out of use already.',
  message: ({ resource, from }) => `Resource "${resource}" is out of use from ${from} on.`,
  mend: 'Take it into use again with resources.update({ retiredFrom: null }).',
})

export const RosterRuleInvalid = defineError<{ rrule: string; rule: string }>({
  code: 'ROSTER_RULE_INVALID',
  status: 422,
  summary: 'A recurrence rule of a roster is none of RFC 5545, names times of day, or cannot be followed.',
  message: ({ rrule, rule }) => `rrule "${rrule}" ${rule}.`,
  mend: 'Write a rule that names days, such as FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU or FREQ=MONTHLY;BYDAY=1SA;UNTIL=20271231. Times stand in from and to.',
})

export const HolidaysUnknown = defineError<{ date: string; reason: string }>({
  code: 'HOLIDAYS_UNKNOWN',
  status: 422,
  summary: "The host's holiday calendar does not know a day, so nobody can say who works on it.",
  message: ({ date, reason }) => `The holiday calendar does not answer for ${date}: ${reason}`,
  mend: 'Give the holiday calendar (holidayCalendarToken) the holidays of that year, or ask about days that it knows.',
})

export const ResourceTimeUnread = defineError<{ asked: string; since: string }>({
  code: 'RESOURCE_TIME_UNREAD',
  status: 500,
  summary: 'Working time was asked for before the day from which on the book of resources was read.',
  message: ({ asked, since }) => `Working time from ${asked} on was asked of a book that was read from ${since} on.`,
  mend: 'Pass the first day that is asked about: resourceBook(context, { from }).',
})

export const ResourcePeriodInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'RESOURCE_PERIOD_INVALID',
  status: 422,
  summary: 'The days or times that a question is about break a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Ask about a shorter or an earlier period, or about fewer resources at once.',
})

export const TimeOffUnknown = defineError<{ timeOffId: string }>({
  code: 'TIME_OFF_UNKNOWN',
  status: 404,
  summary: 'The studio has no time off with this id.',
  message: ({ timeOffId }) => `timeOffId must be the id of a time off, got "${timeOffId}".`,
  mend: 'Take the id from resources.timeOff or resources.requestTimeOff.',
})

export const TimeOffStateRefused = defineError<{ timeOffId: string; state: string; action: string }>({
  code: 'TIME_OFF_STATE_REFUSED',
  status: 409,
  summary: 'What was asked for does not fit the state of the time off.',
  message: ({ timeOffId, state, action }) =>
    `Time off ${timeOffId} is ${state}: the step "${action}" is for another state.`,
  mend: 'Read it (resources.timeOff): what is requested is approved or refused; what is requested or approved is withdrawn until it is over.',
})

export const TimeOffPeriodInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'TIME_OFF_PERIOD_INVALID',
  status: 422,
  summary: 'The time of a time off breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Give firstDay and lastDay, both included, or from and to; at most 366 days, not over yet.',
})

export const TimeOffOverlaps = defineError<{ resource: string; timeOffId: string; state: string }>({
  code: 'TIME_OFF_OVERLAPS',
  status: 409,
  summary: 'Another time off of the same resource is asked for or approved for a part of this time.',
  message: ({ resource, timeOffId, state }) =>
    `"${resource}" has time off ${timeOffId}, which is ${state}, within this time.`,
  mend: ({ timeOffId }) => `Withdraw ${timeOffId} first, or ask for the rest of the time.`,
})

/** A claim that a time off meets. */
export interface MetClaim {
  readonly reference: string
  readonly kind: string
  readonly from: string
  readonly to: string
}

export const TimeOffMeetsBookings = defineError<{
  resource: string
  timeOffId: string
  conflicts: readonly (MetClaim & {
    /** Its time by the clocks of the resource. */
    readonly local: string
  })[]
  /** That of the resource. */
  timeZone: string
}>({
  code: 'TIME_OFF_MEETS_BOOKINGS',
  status: 409,
  summary: 'Something is booked within the time off.',
  message: ({ resource, conflicts, timeZone }) => {
    const first = conflicts.slice(0, 5).map(({ kind, reference, local }) => `${kind} ${reference} ${local}`)
    const more = conflicts.length > 5 ? ` and ${conflicts.length - 5} more` : ''
    return `"${resource}" is booked within this time: ${first.join(', ')}${more} (${timeZone}).`
  },
  mend: 'Move the bookings first; or pass despiteBookings: true, which needs the permission resources.approveDespiteBookings, and settle the conflicts after.',
})

export const TimeOffOwn = defineError<{ timeOffId: string; action: string }>({
  code: 'TIME_OFF_OWN',
  status: 403,
  summary: 'Somebody was to decide about a time off of their own, or one that they asked for.',
  message: ({ timeOffId, action }) =>
    `Time off ${timeOffId} cannot be decided by whoever it is for or asked for it: the step "${action}" takes a second person.`,
  mend: 'Let somebody else decide who has the permission.',
})

export const TimeOffOfAnother = defineError<{ permission: string }>({
  code: 'TIME_OFF_OF_ANOTHER',
  status: 403,
  summary: 'Time off was asked for or withdrawn of somebody else.',
  message: ({ permission }) => `Without the permission ${permission} there is only time off of one's own resource.`,
  mend: ({ permission }) =>
    `Give the resource the actor's id as its personId (resources.update), or give the actor a role with ${permission}.`,
})

export const ResourceUnitTaken = defineError<{ resourceId: string; resource: string }>({
  code: 'RESOURCE_UNIT_TAKEN',
  status: 409,
  summary: 'Another resource is this unit of the stock already, or this counted stock of the branch.',
  message: ({ resource }) => `The unit must be one resource, and is "${resource}" already.`,
  mend: ({ resourceId }) => `Book that resource; or part it from the unit first: resources.untie of ${resourceId}.`,
})

/** Something that is claimed of a unit or of a resource. */
export interface ToldClaim {
  readonly kind: string
  readonly reference: string
  readonly from: string
  readonly to: string
  readonly quantity: number
}

/** A time in which more would be claimed than there is. */
export interface ClaimThatMeets {
  readonly from: string
  readonly to: string
  /** The same by the clocks of the resource. */
  readonly local: string
  /** Of the resource. */
  readonly own: readonly ToldClaim[]
  /** Of the unit. */
  readonly others: readonly ToldClaim[]
}

export const ResourceTieMeets = defineError<{
  resource: string
  meets: readonly ClaimThatMeets[]
}>({
  code: 'RESOURCE_TIE_MEETS',
  status: 409,
  summary: 'What is booked of the resource and what is promised of the unit would be promised twice.',
  message: ({ resource, meets }) => {
    const first = meets.slice(0, 5).map(({ local, own, others }) => {
      const named = [...own, ...others].map(({ kind, reference }) => `${kind} ${reference}`).join(' and ')
      return `${named} (${local})`
    })
    const more = meets.length > 5 ? ` and ${meets.length - 5} more` : ''
    return `"${resource}" is promised beside what it would be one with: ${first.join(', ')}${more}.`
  },
  mend: 'Move or reassign those bookings (bookings.move, bookings.reassign), or give those rentals another unit or time (rentals.change); then do it again. Where too much of counted stock is booked, raise the capacity first with resources.update.',
})
