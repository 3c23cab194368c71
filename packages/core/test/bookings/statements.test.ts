import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

/** The statements of a command without BEGIN, COMMIT, key, audit and outbox, where all that is kept in memory was read before. */
async function counted() {
  const { adapter, statements } = counting(memory())
  const studio = await openBookedStudio({ storage: adapter })
  const { bookings } = studio.manager
  const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
  await bookings.saveService({ code: 'passport', name: '证件照', duration: 30, requirements })
  await bookings.saveService({ code: 'lesson', name: '摄影课', duration: 60, seats: 4, requirements })
  await bookings.book({ service: 'portrait', startsAt: day(9, 11) })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => !/^(begin|commit)$|audit_|outbox|jobs/.test(one))]
  }
  return { ...studio, bookings, own }
}

const versions = 'find claims_versions'
const taking = [versions, 'find claims', 'accumulate claims_versions']
const number = 'accumulate calotype_sequences'
const keeping = ['insert bookings_bookings', 'insert bookings_assignments', 'insert bookings_events']
const locking = [
  'find bookings_bookings',
  'findForUpdate bookings_bookings',
  'find bookings_assignments',
  'find bookings_services',
]

describe('the statements of the bookings', () => {
  it('are the same to book three resources and to book one; a customer costs two', async () => {
    const { bookings, own, customerId } = await counted()
    const book = async (service: string, date: number, who: { customerId?: string } = {}) =>
      (await own(() => bookings.book({ service, startsAt: day(date, 11), ...who })))[1]
    // The version of the resources, by which the book in memory is known to hold; then those of the pools.
    const booked = ['find bookings_services', versions, ...taking, number, 'insert claims', ...keeping]
    expect(await book('portrait', 2)).toEqual(booked)
    expect(await book('passport', 3)).toEqual(booked)
    const [first = '', ...others] = booked
    const customer = ['findForUpdate customers', 'find bookings_bookings']
    expect(await book('portrait', 4, { customerId })).toEqual([first, ...customer, ...others])
  })

  it('are few to open a session and to join it', async () => {
    const { bookings, own } = await counted()
    const book = async () => (await own(() => bookings.book({ service: 'lesson', startsAt: day(2, 11) })))[1]
    const sessions = ['find bookings_services', 'find bookings_bookings']
    expect(await book()).toEqual([...sessions, versions, ...taking, number, 'insert claims', ...keeping])
    const people = ['find bookings_bookings', 'find bookings_assignments', 'insert claims', 'find claims']
    expect(await book()).toEqual([...sessions, ...taking, ...people, number, ...keeping])
  })

  it('are few to hold, confirm, move and cancel', async () => {
    const { bookings, own } = await counted()
    const [{ id: bookingId }, held] = await own(() => bookings.hold({ service: 'portrait', startsAt: day(2, 11) }))
    const services = ['find bookings_services', 'find bookings_services']
    expect(held).toEqual([...services, versions, ...taking, number, 'insert claims', ...keeping])
    const [, confirmed] = await own(() => bookings.confirm({ bookingId }))
    const kept = ['find claims', 'accumulate claims_versions', 'find claims', 'update claims']
    expect(confirmed).toEqual([...locking, ...kept, 'update bookings_bookings', 'insert bookings_events'])
    const [, moved] = await own(() => bookings.move({ bookingId, startsAt: day(3, 11) }))
    expect(moved).toEqual([
      ...[...locking, versions, 'find claims', ...taking, 'delete claims'],
      ...['update bookings_bookings', 'delete bookings_assignments'],
      ...['insert claims', 'insert bookings_assignments', 'insert bookings_events'],
    ])
    const [, cancelled] = await own(() => bookings.cancel({ bookingId }))
    expect(cancelled).toEqual([
      ...[...locking, 'find claims', 'accumulate claims_versions', 'delete claims'],
      ...['update bookings_bookings', 'update bookings_assignments', 'insert bookings_events'],
    ])
  })
})
