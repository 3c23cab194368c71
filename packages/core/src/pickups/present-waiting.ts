/** How an order waits, as callers see it. Pure. */
import { type CalendarDate, daysBetween } from '../values/calendar-date.ts'
import type { PickupsSettings } from './settings.ts'
import type { Waiting } from './shapes.ts'
import type { WaitingRow } from './tables.ts'
import { proposedFee } from './waiting-steps.ts'

export function presentWaiting(
  row: WaitingRow,
  at: { readonly today: CalendarDate; readonly settings: PickupsSettings; readonly currency: string },
): Waiting {
  const { orderId, branch, customerId, open, readyOn, notifiedOn, lastNoticeOn, notices, agreedOn, answer } = row
  const { place, parcels, storedAt, storedBy } = row
  const ageDays = notifiedOn === null ? null : daysBetween(notifiedOn, at.today)
  const fee = ageDays === null || !open ? null : proposedFee(at.settings.storageFee, ageDays, at.currency)
  return {
    ...{ orderId, branch, customerId, open, readyOn, notifiedOn, lastNoticeOn, notices, agreedOn, answer },
    ...{ place, parcels, storedAt, storedBy, ageDays },
    storageFee: fee?.toString() ?? null,
  }
}
