/** Since when a customer was asked whether they come. Pure. */
import type { Instant } from '../values/instant.ts'
import { type AgreedStart, reminderTime } from './reminder-time.ts'
import type { Reminder } from './settings.ts'

/** The reminders of a service that ask. */
export const asking = (reminders: readonly Reminder[], service: string): readonly Reminder[] =>
  reminders.filter(({ asksToConfirm, services }) => asksToConfirm && (services?.includes(service) ?? true))

/** When the first request about a booking goes out; null where none asks. Whether it could be sent, the notifications tell. */
export function askedSince(
  booking: AgreedStart & { readonly serviceCode: string },
  reminders: readonly Reminder[],
): Instant | null {
  const times = asking(reminders, booking.serviceCode).map(({ before }) => reminderTime(booking, before))
  return times.sort()[0] ?? null
}
