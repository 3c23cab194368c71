/** What is asked for a booking, in inputs. */
import { z } from 'zod'
import { idText, noteText, reasonText, startMembers, wantedSchema } from './shapes.ts'

export const bookingMembers = {
  /** The code or id of the service. */
  service: idText,
  ...startMembers,
  customerId: idText.optional(),
  orderId: idText.optional(),
  /** The line of the order that it is for: it is scheduled with it. */
  orderLineId: idText.optional(),
  /** Who or what is booked and nobody else in their place, by requirement of the service: codes or ids. */
  resources: wantedSchema.optional(),
  /** Who is booked where they are free; the people of the customer's last bookings unless told. */
  preferred: z.array(idText).max(50).optional(),
  /** Where the service has sessions: how many seats. */
  seats: z.int().min(1).max(1000).default(1),
  note: noteText.optional(),
  source: z.enum(['counter', 'online', 'waitlist', 'import']).default('counter'),
  /** Books who is not free as well; needs the permission bookings.overbook, and a reason. */
  overbook: z.boolean().default(false),
  /** Books at once although the deposit is not paid on the order; needs the permission bookings.withoutDeposit, and a reason. */
  withoutDeposit: z.boolean().default(false),
  reason: reasonText.optional(),
}
