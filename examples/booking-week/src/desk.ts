/** How the desk answers a request: the time that was asked for, or the nearest one that is free. */
import { isCalotypeError, type SlotFound } from '@calotype/core'
import type { Request } from './requests.ts'
import type { StudioAtWork } from './studio.ts'

export interface Answered {
  readonly request: Request
  /** Null where the week has no time for it. */
  readonly bookingId: string | null
  readonly asWished: boolean
}

export async function answer({ desk }: StudioAtWork, request: Request): Promise<Answered> {
  const { customer, service, date, time } = request
  const { id: customerId } = await desk.customers.register({ name: customer })
  const wished = await book(date, time)
  if (wished !== undefined) return { request, bookingId: wished, asWished: true }
  const { items } = await desk.bookings.slots({ service, date, limit: 100 })
  const nearest = nearestTo(time, items)
  if (nearest === undefined) return { request, bookingId: null, asWished: false }
  return { request, bookingId: (await book(date, nearest.local.time)) ?? null, asWished: false }

  async function book(day: string, at: string): Promise<string | undefined> {
    try {
      return (await desk.bookings.hold({ service, date: day, time: at, customerId })).id
    } catch (error) {
      if (isCalotypeError(error) && error.code === 'SLOT_TAKEN') return undefined
      throw error
    }
  }
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

function nearestTo(time: string, slots: readonly SlotFound[]): SlotFound | undefined {
  const far = ({ local }: SlotFound): number => Math.abs(minutes(local.time) - minutes(time))
  return slots.reduce<SlotFound | undefined>(
    (nearest, slot) => (nearest === undefined || far(slot) < far(nearest) ? slot : nearest),
    undefined,
  )
}
