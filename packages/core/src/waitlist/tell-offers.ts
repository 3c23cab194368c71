/** Told of offers after their commit: asks for a message to the customer, and takes it back where the offer no longer stands. */
import { findAndHoldCustomer, mayContact } from '../customers/index.ts'
import { type Subscriber, subscribe } from '../engine/subscriber.ts'
import { cancelMessages, queueMessage } from '../notifications/index.ts'
import { type Addresses, addressBy } from '../reminders/index.ts'
import { localTimeAt } from '../values/local-time.ts'
import { waitlistAccepted, waitlistDeclined, waitlistLeft, waitlistOffered, waitlistPassed } from './events.ts'
import { waitlistSettings } from './settings.ts'
import { waitlistEntries, waitlistOffers } from './tables.ts'
import { depositsOf } from './present-entry.ts'
import { waitlistOfferText } from './templates.ts'

const aboutOffer = (id: string) => ({ kind: 'waitlistOffer', id })

/** The purpose bears the offer: an event that is told twice asks for nothing twice. */
export const tellOffers: Subscriber = subscribe({
  name: 'tellOffers',
  to: [waitlistOffered],
  // What was offered before the studio told anybody is over, or was told by people.
  from: 'now',
  async handle(context, { data: { entryId, offerId } }) {
    const { message } = await context.settings(waitlistSettings)
    if (message === null) return
    const { store, now, branch, studio } = context
    const offer = await store.get(waitlistOffers, offerId)
    const entry = await store.get(waitlistEntries, entryId)
    if (entry === undefined || offer?.state !== 'open' || offer.expiresAt <= now) return
    const customer = await findAndHoldCustomer(context, entry.customerId)
    if (customer === undefined) return
    const { channel, by, purpose } = message
    const to = addressBy(customer as Addresses, by)
    if (to === null || !(await mayContact(context, { customerId: customer.id, channel: by, purpose }))) return
    const { timeZone } = studio.days(branch)
    const start = localTimeAt(offer.startsAt, timeZone)
    const until = localTimeAt(offer.expiresAt, timeZone)
    const toPay = (await depositsOf(store, [offer])).get(offer.bookingId)
    const deposit = toPay === undefined || toPay.due.isZero() ? '' : `${toPay.due} ${toPay.due.currency}`
    const values = { deposit, service: entry.serviceName, date: start.date, time: start.time }
    await queueMessage(context, {
      channel,
      to,
      purpose: `waitlist:${offerId}`,
      content: {
        template: waitlistOfferText.name,
        values: { ...values, untilDate: until.date, untilTime: until.time },
      },
      person: { customerId: customer.id },
      about: aboutOffer(offerId),
      notAfter: offer.expiresAt,
    })
  },
})

/** Nobody is told of an offer that was answered, or that is the next one's. */
export const takeBackMessages: Subscriber = subscribe({
  name: 'takeBackMessages',
  to: [waitlistAccepted, waitlistDeclined, waitlistPassed, waitlistLeft],
  from: 'now',
  async handle(context, { data: { offerId } }) {
    if (offerId !== null) await cancelMessages(context, aboutOffer(offerId))
  },
})
