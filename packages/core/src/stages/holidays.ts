/** The holiday calendar, a token that a host may fill; and the business days of a branch, which follow from it and the settings. */
import type { QueryContext, CommandContext } from '../engine/context.ts'
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { type BusinessCalendar, businessCalendar } from './business-calendar.ts'
import { type StagesSettings, stagesSettings } from './settings.ts'

/** Where a host says which days are holidays, beside those of the settings. Asked often: it answers from memory. */
export interface HolidayCalendar {
  isHoliday(date: CalendarDate, of: { readonly tenant: string; readonly branch: string }): boolean
  /** Days that are worked although they would be closed (调休), beside `openDays` of the settings. None unless told. */
  isMakeUpWorkday?(date: CalendarDate, of: { readonly tenant: string; readonly branch: string }): boolean
}

export const holidayCalendarToken: Token<HolidayCalendar> = token<HolidayCalendar>('calotype.holiday-calendar')

const none: HolidayCalendar = { isHoliday: () => false }

export const noHolidays: Provision = provide(holidayCalendarToken, { useValue: none })

/** The business days of a branch. */
export async function businessDaysOf(
  context: QueryContext | CommandContext,
  branch: string = context.branch,
): Promise<BusinessCalendar> {
  return calendarOf(context, await context.settings<StagesSettings>(stagesSettings), branch)
}

/** The same where the settings were read already. */
export function calendarOf(
  context: Pick<QueryContext, 'resolve' | 'tenant'>,
  settings: StagesSettings,
  branch: string,
): BusinessCalendar {
  const holidays = context.resolve(holidayCalendarToken)
  const of = { tenant: context.tenant, branch }
  return businessCalendar({
    weekdays: settings.closedWeekdays,
    days: settings.closedDays,
    openDays: settings.openDays,
    isHoliday: holidays === none ? null : (date) => holidays.isHoliday(date, of),
    isMakeUpWorkday: (date) => holidays.isMakeUpWorkday?.(date, of) === true,
  })
}
