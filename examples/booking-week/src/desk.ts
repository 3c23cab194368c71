/** How the desk answers a request: the time that was asked for, or the nearest one of that day. */
import { isCalotypeError, type SlotFound } from '@calotype/core'
import type { Request } from './requests.ts'
import type { StudioAtWork } from './studio.ts'

export interface Answered {
  readonly request: Request
  readonly customerId: string
  /** Null where that day has no time for it. */
  readonly bookingId: string | null
  readonly asWished: boolean
}

export async function answer(studio: StudioAtWork, request: Request): Promise<Answered> {
  const { desk } = studio
  const { customer, service, date, time } = request
  const { id: customerId } = await desk.customers.register({ name: customer })
  const wished = await take(time)
  if (wished !== undefined) return { request, customerId, bookingId: wished, asWished: true }
  const nearest = await nearestTime(studio, { service, date, time })
  const bookingId = nearest === undefined ? undefined : await take(nearest)
  return { request, customerId, bookingId: bookingId ?? null, asWished: false }

  /** Held until the deposit comes; booked where none is asked for. */
  async function take(at: string): Promise<string | undefined> {
    const wanted = { service, date, time: at, customerId }
    const taking = service === 'id-photo' ? desk.bookings.book(wanted) : desk.bookings.hold(wanted)
    return (await unlessTaken(taking))?.id
  }
}

/** Undefined where somebody or something that is needed is not free. */
export async function unlessTaken<T>(taking: Promise<T>): Promise<T | undefined> {
  try {
    return await taking
  } catch (error) {
    if (isCalotypeError(error) && error.code === 'SLOT_TAKEN') return undefined
    throw error
  }
}

interface Wish {
  readonly service: string
  readonly date: string
  readonly time: string
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Of the day, by the local clock. */
export async function nearestTime({ desk }: StudioAtWork, { service, date, time }: Wish): Promise<string | undefined> {
  const { items } = await desk.bookings.slots({ service, date, limit: 100 })
  const far = ({ local }: SlotFound): number => Math.abs(minutes(local.time) - minutes(time))
  const [nearest] = [...items].sort((one, other) => far(one) - far(other))
  return nearest?.local.time
}
