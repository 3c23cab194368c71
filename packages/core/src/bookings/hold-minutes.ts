/** For how long a time is held. */
import type { CommandContext } from '../engine/context.ts'
import { BookingTimeRefused } from './errors.ts'
import { requireService } from './services.ts'

/** As the service says unless told, and no longer but for who has the permission bookings.ignoreTerms. One statement. @throws SERVICE_UNKNOWN, BOOKING_TIME_REFUSED */
export async function holdMinutesOf(
  context: CommandContext,
  service: string,
  { field, minutes }: { readonly field: string; readonly minutes: number | undefined },
): Promise<number> {
  const { definition } = await requireService(context, service)
  const longest = definition.holdMinutes
  if (minutes === undefined) return longest
  if (minutes > longest && !context.may('bookings.ignoreTerms')) {
    const rule = `be ${longest} at most, as the service says`
    throw BookingTimeRefused.create({ field, rule, value: `${minutes}` })
  }
  return minutes
}
