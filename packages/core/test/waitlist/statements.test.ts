import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { at, dateOf, openWaitingStudio } from './studio.ts'

/** The statements of a command without BEGIN, COMMIT, key, audit, outbox and jobs, where all that is kept in memory was read before. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const studio = await openWaitingStudio({ storage: adapter, settings: { answerMinutes: 1000 } })
  const own = async (work: () => Promise<unknown>): Promise<string[]> => {
    statements.length = 0
    await work()
    return statements.filter((one) => !/^(begin|commit)$|audit_|outbox|jobs/.test(one))
  }
  const booked = new Map<string, string>()
  for (const date of [24, 25]) {
    for (const hour of [9, 10, 11, 12]) {
      const { id } = await studio.manager.bookings.book({ service: 'lesson', startsAt: at(date, hour) })
      booked.set(at(date, hour), id)
    }
  }
  const free = (startsAt: string) => studio.manager.bookings.cancel({ bookingId: booked.get(startsAt) ?? '' })
  const { waitlist } = studio.manager
  const windows = [{ from: dateOf(24), to: dateOf(25) }]
  const join = (customerId: string) => waitlist.join({ customerId, service: 'lesson', windows })
  const offerIdOf = async (entryId: string) => (await studio.read(entryId)).offer?.id ?? ''
  return { ...studio, waitlist, own, free, join, offerIdOf }
}

const kept = 'insert waitlist_events'
const service = 'find bookings_services'
const versions = 'find claims_versions'
const entry = 'find waitlist_entries'
const held = 'findForUpdate waitlist_entries'
const changed = 'update waitlist_entries'
/** A pass through the list: its lock, what is over, who waits. */
const pass = ['lockKeys', 'find waitlist_offers', held, entry]
/** The search for what is free, where something of it changed since the last one. */
const search = [service, versions, 'find claims']
/** An offer: the entry, its customer, the people it takes, the hold. */
const offering = [
  ...[entry, service, 'findForUpdate customers', 'find bookings_bookings', versions],
  ...[versions, 'find claims', 'accumulate claims_versions', 'accumulate calotype_sequences', held, changed],
  ...['insert claims', 'insert bookings_bookings', 'insert bookings_assignments', 'insert bookings_events'],
  ...['insert waitlist_offers', kept],
]
const again = search.slice(1)

describe('the statements of the waitlist', () => {
  it('are as few to join behind many as to join first, and few to leave', async () => {
    const { own, waitlist, join, wang, li, register } = await counted()
    const joining = [service, versions, 'findForUpdate customers', entry, 'aggregate waitlist_entries']
    const first = await own(() => join(wang))
    expect(first).toEqual([...joining, 'insert waitlist_entries', kept])
    for (let customers = 0; customers < 10; customers++) await join(await register(`王${customers}`))
    expect(await own(() => join(li))).toEqual(first)
    const [last] = (await waitlist.list({ customerId: li })).items
    expect(await own(() => waitlist.leave({ entryId: last?.id ?? '' }))).toEqual([entry, held, changed, kept])
  })

  it('of a look through the list are the same for one who waits and for many; each offer costs its own', async () => {
    const { own, waitlist, join, wang, free, register } = await counted()
    await join(wang)
    const look = () => own(() => waitlist.offerFree({}))
    expect(await look()).toEqual([...pass, ...search])
    for (let customers = 0; customers < 10; customers++) await join(await register(`王${customers}`))
    // Nothing changed since: what is taken is known.
    expect(await look()).toEqual([...pass, service, versions])
    await free(at(24, 10))
    expect(await look()).toEqual([...pass, ...search, ...offering, ...again])
    await free(at(24, 11))
    await free(at(25, 9))
    // Who was offered something before is not offered that again: one statement reads what it was.
    expect(await look()).toEqual([...pass, ...search, ...offering, ...again, ...offering, ...again])
  })

  it('are those of confirming or cancelling a hold to answer, and the offer and the entry', async () => {
    const { own, waitlist, join, wang, li, free, offerIdOf } = await counted()
    const [first, second] = [await join(wang), await join(li)]
    await free(at(24, 10))
    await free(at(24, 11))
    await waitlist.offerFree({})
    const booking = ['find bookings_bookings', 'findForUpdate bookings_bookings', 'find bookings_assignments']
    const follow = [
      'update bookings_bookings',
      'findForUpdate waitlist_offers',
      held,
      'update waitlist_offers',
      changed,
    ]
    const offerId = await offerIdOf(first.id)
    expect(await own(() => waitlist.accept({ offerId }))).toEqual([
      ...['find waitlist_offers', ...booking, service],
      ...['find claims', 'accumulate claims_versions', 'find claims', 'update claims'],
      // The same wish of a customer who was two.
      ...[...follow, held, entry, 'insert bookings_events', kept],
    ])
    const other = await offerIdOf(second.id)
    expect(await own(() => waitlist.decline({ offerId: other }))).toEqual([
      ...['find waitlist_offers', ...booking, held, 'findForUpdate waitlist_offers', 'update waitlist_offers', changed],
      ...['find claims', 'accumulate claims_versions', 'delete claims'],
      ...['update bookings_bookings', 'update bookings_assignments', 'findForUpdate waitlist_offers'],
      ...[kept, 'insert bookings_events'],
    ])
  })
})
