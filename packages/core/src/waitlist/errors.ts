/** What can go wrong with the waitlist. */
import { defineError } from '../values/calotype-error.ts'

export const WaitlistEntryUnknown = defineError<{ entryId: string }>({
  code: 'WAITLIST_ENTRY_UNKNOWN',
  status: 404,
  summary: 'The waitlist has no entry with this id.',
  message: ({ entryId }) => `entryId must be the id of an entry of the waitlist, got "${entryId}".`,
  mend: 'Take the id from waitlist.list, or from the answer of waitlist.join.',
})

export const WaitlistOfferUnknown = defineError<{ offerId: string }>({
  code: 'WAITLIST_OFFER_UNKNOWN',
  status: 404,
  summary: 'Nothing was offered under this id.',
  message: ({ offerId }) => `offerId must be the id of an offer of the waitlist, got "${offerId}".`,
  mend: 'Take the id from the offer of an entry (waitlist.read, waitlist.list).',
})

export const WaitlistOtherBranch = defineError<{ entryId: string; branch: string; session: string }>({
  code: 'WAITLIST_OTHER_BRANCH',
  status: 409,
  summary: 'An entry of the waitlist was to be changed in a session of another branch than its own.',
  message: ({ entryId, branch, session }) =>
    `Entry ${entryId} waits in branch "${branch}", and this session is of "${session}": the books of a branch are sealed by themselves.`,
  mend: 'Open a session in the branch of the entry (engine.as).',
})

export const WaitlistStateRefused = defineError<{ entryId: string; state: string; step: string; rule: string }>({
  code: 'WAITLIST_STATE_REFUSED',
  status: 409,
  summary: 'What was asked for does not fit the state of the entry.',
  message: ({ entryId, state, step, rule }) => `Entry ${entryId} is ${state}: "${step}" is for entries that ${rule}.`,
  mend: 'Read the entry (waitlist.read) for what happened to it; while an offer stands, let it be accepted or declined first. Who waits again joins anew (waitlist.join).',
})

export const WaitlistWishInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'WAITLIST_WISH_INVALID',
  status: 422,
  summary: 'A wish can never be met: it lies in the past, beyond what can be booked, or holds no start of the service.',
  message: ({ field, rule, value }) => `${field} must ${rule}, got ${value}.`,
  mend: ({ field }) => `Mend ${field}; bookings.services tells the grid, the horizon and the seats of a service.`,
})

export const WaitlistWishTwice = defineError<{ entryId: string }>({
  code: 'WAITLIST_WISH_TWICE',
  status: 409,
  summary: 'The customer waits for the same already.',
  message: ({ entryId }) => `The wish must not be one that the customer has already: entry ${entryId} is the same.`,
  mend: ({ entryId }) => `Go on with entry ${entryId}, or change it (waitlist.change).`,
})

export const WaitlistFull = defineError<{ branch: string; most: number }>({
  code: 'WAITLIST_FULL',
  status: 409,
  summary: 'As many wait in the branch as the studio allows.',
  message: ({ branch, most }) => `The waitlist of branch "${branch}" must hold ${most} at most, and does.`,
  mend: 'Let entries leave that no longer stand (waitlist.leave), or raise mostWaiting in the settings of the waitlist.',
})

export const WaitlistNotWished = defineError<{ entryId: string; startsAt: string; local: string; wished: string }>({
  code: 'WAITLIST_NOT_WISHED',
  status: 422,
  summary: 'A time was to be offered that the entry does not wish for.',
  message: ({ entryId, startsAt, local, wished }) =>
    `startsAt must be a time that entry ${entryId} wishes for (${wished}), got ${local}, ${startsAt}.`,
  mend: 'Offer another time, change the wish first (waitlist.change), or book the time (bookings.book).',
})

export const WaitlistOfferOver = defineError<{ offerId: string; state: string }>({
  code: 'WAITLIST_OFFER_OVER',
  status: 409,
  summary: 'An offer was answered that no longer stands.',
  message: ({ offerId, state }) =>
    `Offer ${offerId} is ${state}: ${state === 'accepted' ? 'its time is booked for the entry' : 'its time went to the next who waits, or is free again'}.`,
  mend: 'Read the entry (waitlist.read): it tells its state and offers, and another offer may stand. A time that is still free is booked with bookings.book.',
})
