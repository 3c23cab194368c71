/** What can go wrong with calendars that others read, and with those of others. */
import { defineError } from '../values/calotype-error.ts'

export const CalendarFileRefused = defineError<{ field: string; rule: string; value: string }>({
  code: 'CALENDAR_FILE_REFUSED',
  status: 422,
  summary: 'A calendar file of somebody else is no iCalendar, or breaks a limit.',
  message: ({ field, rule, value }) =>
    `${field === 'the file' ? 'The calendar file' : `${field} of the calendar file`} must ${rule}, but is ${value}.`,
  mend: 'Take the address or file of a calendar in iCalendar format (.ics, UTF-8); export a shorter time where it is too large. calendars.import has fixed limits; icalendar.readBusy takes others.',
})

export const CalendarEventRefused = defineError<{ uid: string; field: string; rule: string; value: string }>({
  code: 'CALENDAR_EVENT_REFUSED',
  status: 422,
  summary: 'An event or calendar cannot be written in iCalendar format.',
  message: ({ uid, field, rule, value }) =>
    `${field} of ${uid === '' ? 'the calendar' : `event "${uid}"`} must ${rule}, but is ${value}.`,
  mend: 'Give the event as the rule says; texts may hold anything, ids and addresses may not.',
})

export const CalendarWindowInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'CALENDAR_WINDOW_INVALID',
  status: 422,
  summary: 'The time that a calendar is to be read or written for, or a limit of it, breaks a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Give the time as [from, to) of at most the years of the limits, and limits as whole numbers from 1.',
})

/** Says nothing of a token: an error may reach a log. */
export const CalendarFeedUnknown = defineError<{ feed: string }>({
  code: 'CALENDAR_FEED_UNKNOWN',
  status: 404,
  summary: 'No calendar feed of the studio is open by this token or id.',
  message: ({ feed }) => `There is no open calendar feed for ${feed}.`,
  mend: 'Take the id from calendars.feeds. A token is shown once, when a feed is opened or renewed: renew it where it was lost.',
})

export const CalendarSourceUnknown = defineError<{ sourceId: string }>({
  code: 'CALENDAR_SOURCE_UNKNOWN',
  status: 404,
  summary: 'No calendar of somebody else is read by this id, or it was ended.',
  message: ({ sourceId }) => `sourceId must be the id of a calendar that was not ended, got "${sourceId}".`,
  mend: 'Take the id from calendars.sources or calendars.saveSource. An ended one is saved anew, and gets another id.',
})

export const CalendarSourceRefused = defineError<{ resource: string; field: string; rule: string; value: string }>({
  code: 'CALENDAR_SOURCE_REFUSED',
  status: 422,
  summary: 'What is said of a calendar of somebody else breaks a rule.',
  message: ({ resource, field, rule, value }) =>
    `${field} of a calendar that makes "${resource}" busy must ${rule}, but is ${value}.`,
  mend: 'Choose another name, or pass the sourceId of the calendar that is there to change it; end those that are no longer read.',
})
