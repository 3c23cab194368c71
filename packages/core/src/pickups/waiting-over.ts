/** How an order waits of which nothing is left to be handed over. */

/** It lies nowhere. */
export const unstored = { place: null, parcels: null, storedAt: null, storedBy: null } as const

/** Nobody waits for it, comes for it or is reminded of it. */
export const over = { open: false, readyOn: null, agreedOn: null, nextStepOn: null, ...unstored } as const
