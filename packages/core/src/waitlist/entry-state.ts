/** The states of an entry of the waitlist, and of an offer. Pure. */

export const entryStates = ['waiting', 'offered', 'booked', 'left', 'expired'] as const
export type EntryState = (typeof entryStates)[number]

/** Whether somebody still waits. */
export const openStates: readonly EntryState[] = ['waiting', 'offered']

export const offerStates = ['open', 'accepted', 'declined', 'expired', 'withdrawn'] as const
export type OfferState = (typeof offerStates)[number]

/** What an unanswered offer comes to: so many in a row, and the entry rests until somebody speaks with the customer. */
export function afterUnanswered(
  unanswered: number,
  mostUnanswered: number,
): { readonly unanswered: number; readonly rests: boolean } {
  return { unanswered: unanswered + 1, rests: unanswered + 1 >= mostUnanswered }
}
