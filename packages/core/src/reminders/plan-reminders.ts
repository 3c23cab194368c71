/** Told of bookings after their commit: asks for their reminders, and takes them back where they no longer hold. */
import { bookingChanged, type BookingRow, bookingsBookings } from '../bookings/index.ts'
import { allIdsOf, findAndHoldCustomer, mayContact } from '../customers/index.ts'
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { cancelMessages, type MessageRequest, queueMessages } from '../notifications/index.ts'
import type { Instant } from '../values/instant.ts'
import { type Addresses, addressBy } from './address.ts'
import { reminderTime } from './reminder-time.ts'
import { type Reminder, remindersSettings } from './settings.ts'
import { bookingReminder, confirmationRequest } from './templates.ts'

/**
 * A purpose bears the number of the change, so that a booking that is moved is reminded of its new time, and an event that is told twice asks for nothing twice.
 */
export const planReminders: Subscriber = subscribe({
  name: 'planReminders',
  to: [bookingChanged],
  // Nobody is reminded of what was booked before the studio had reminders.
  from: 'now',
  async handle(context, { data: { bookingId, changes } }) {
    const booking = await context.store.get(bookingsBookings, bookingId)
    // What changed again since is told again.
    if (booking === undefined || booking.changes !== changes) return
    await cancelMessages(context, aboutOf(booking))
    if (booking.state !== 'confirmed' || booking.customerId === null || isToBeCalled(booking)) return
    const { reminders, purpose } = await context.settings(remindersSettings)
    const fitting = reminders.filter(({ services }) => services?.includes(booking.serviceCode) ?? true)
    const due = fitting.map((reminder) => ({ reminder, at: reminderTime(booking, reminder.before) }))
    const coming = due.filter(({ at }) => at > context.now)
    if (coming.length === 0) return
    const customer = await findAndHoldCustomer(context, booking.customerId)
    if (customer === undefined) return
    const [customerId = customer.id] = allIdsOf(customer)
    const requests: MessageRequest[] = []
    for (const { reminder, at } of coming) {
      const to = addressBy(customer as Addresses, reminder.by)
      if (to === null || !(await mayContact(context, { customerId, channel: reminder.by, purpose }))) continue
      requests.push(requestOf(booking, { reminder, at, to, customerId }))
    }
    await queueMessages(context, requests)
  },
})

/** Who does not come, or not then, is called and not reminded. */
const isToBeCalled = ({ answer }: BookingRow): boolean => answer === 'no' || answer === 'another'

const aboutOf = ({ id }: BookingRow) => ({ kind: 'booking', id })

function requestOf(
  booking: BookingRow,
  planned: { readonly reminder: Reminder; readonly at: Instant; readonly to: string; readonly customerId: string },
): MessageRequest {
  const { reminder, at, to, customerId } = planned
  const { id, changes, serviceName: service, localDate: date, localTime: time, number, startsAt, branch } = booking
  return {
    channel: reminder.channel,
    to,
    purpose: `booking:${id}:${reminder.name}:${changes}`,
    content: {
      // Who said yes is not asked again.
      template: (reminder.asksToConfirm && booking.answer === null ? confirmationRequest : bookingReminder).name,
      values: { service, date, time, number },
    },
    person: { customerId },
    about: aboutOf(booking),
    notBefore: at,
    // Who is there already needs no reminder.
    notAfter: startsAt,
    branch,
  }
}
