/** What can go wrong with pickups that are waited for. */
import { defineError } from '../values/calotype-error.ts'

export const PickupIncomplete = defineError<{ number: string; missing: readonly string[] }>({
  code: 'PICKUP_INCOMPLETE',
  status: 409,
  summary: 'A customer was to be told to come while something is missing.',
  message: ({ number, missing }) => `Order ${number} is not complete: ${missing.join('; ')}.`,
  mend: 'Finish what is missing (pickups.check lists it), name the lines that are ready, or say why the customer is told all the same (reason).',
})

export const NothingToPickUp = defineError<{ number: string }>({
  code: 'NOTHING_TO_PICK_UP',
  status: 409,
  summary: 'Of an order nothing is left to be handed over.',
  message: ({ number }) => `Nothing of order ${number} is left to be picked up.`,
  mend: 'Look at its lines with orders.get.',
})

export const NotNotified = defineError<{ number: string }>({
  code: 'NOT_NOTIFIED',
  status: 409,
  summary: 'The answer of a customer was recorded who was not told yet.',
  message: ({ number }) => `Nobody was told yet that order ${number} is ready.`,
  mend: 'Tell the customer first (pickups.notify); a day that is agreed at once may be passed with it.',
})
