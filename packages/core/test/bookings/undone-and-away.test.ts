/** What was read in a command that was undone, who has no units left however many there are by now, and who has no say in another branch. */
import { expect, it } from 'vitest'
import { z } from 'zod'
import { bookingsRoom } from '../../src/bookings/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { defineError } from '../../src/values/calotype-error.ts'
import { day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const GivenUp = defineError<Record<never, never>>({
  code: 'APPOINTMENT_GIVEN_UP',
  status: 409,
  summary: 'The desk gave it up.',
  message: () => 'The desk gave it up.',
  mend: 'Book it anew.',
})

/** Books a time, looks for others, and gives it all up. */
const bookAndGiveUp = operation({
  name: 'desk.bookAndGiveUp',
  summary: 'Books a time, looks for others, and gives up.',
  kind: 'command',
  input: z.strictObject({ startsAt: z.string() }),
  output: z.string(),
  errors: [GivenUp],
  async run(context, { startsAt }) {
    const { book, slots } = bookingsRoom.operations
    await context.run(book, { service: 'portrait', startsAt })
    await context.run(book, { service: 'portrait', startsAt })
    await context.run(slots, { service: 'portrait', date, limit: 100 })
    throw GivenUp.create({})
  },
})

const desk = definePlugin({
  name: 'desk',
  version: '1.0.0',
  requires: { bookings: '*' },
  operations: { bookAndGiveUp },
  roles: { manager: ['desk.*'] },
  errors: [GivenUp],
})

const date = '2026-11-24'

it('what was read in a command that was undone is not taken for what another one made', async () => {
  const studio = await openBookedStudio({ plugins: [desk] })
  const { bookings } = studio.manager
  const withDesk = studio.manager as unknown as {
    desk: { bookAndGiveUp(input: { startsAt: string }): Promise<string> }
  }
  const free = async () =>
    (await bookings.slots({ service: 'portrait', date, limit: 100 })).items.map(({ local }) => local.time)
  await free()
  const undone = withDesk.desk.bookAndGiveUp({ startsAt: day(2, 11) })
  await expect(undone).rejects.toMatchObject({ code: 'APPOINTMENT_GIVEN_UP' })
  // As many changes of everybody as those that were undone, at another time.
  await bookings.book({ service: 'portrait', startsAt: day(2, 15) })
  await bookings.book({ service: 'portrait', startsAt: day(2, 15) })
  const left = await free()
  expect(left).toContain('11:00')
  expect(left).not.toContain('15:00')
})

it('who is away is so with all units, also with those that came later', async () => {
  const { manager, ids, owner } = await openBookedStudio()
  const lesson = { name: '摄影课', duration: 60, requirements: [{ name: 'teacher', resources: ['anna'] }] }
  await manager.bookings.saveService({ code: 'lesson', ...lesson })
  const { timeOff } = await owner.resources.requestTimeOff({ resourceId: ids.anna, kind: 'leave', firstDay: date })
  await manager.resources.approveTimeOff({ timeOffId: timeOff.id })
  await manager.resources.update({ resourceId: ids.anna, capacity: 3 })
  expect((await manager.bookings.slots({ service: 'lesson', date })).items).toEqual([])
  const booked = manager.bookings.book({ service: 'lesson', startsAt: day(2, 11) })
  await expect(booked).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
  expect((await manager.bookings.slots({ service: 'lesson', date: '2026-11-25' })).items).not.toEqual([])
})

it('who comes from another branch is booked twice only by somebody who has that say there', async () => {
  const { manager, west, engine, ids } = await openBookedStudio()
  await manager.bookings.saveService({
    ...{ code: 'lesson', name: '摄影课', duration: 60 },
    requirements: [{ name: 'teacher', resources: ['anna'] }],
  })
  const wanted = { service: 'lesson', startsAt: day(2, 11), overbook: true, reason: 'a friend of the house' }
  await manager.bookings.book(wanted)
  const limited = (branches: string[]) =>
    engine.as({ tenant: 'rose', branch: 'west', actor: { id: 'li', roles: [{ role: 'manager', branches }] } })
  await expect(limited(['west']).bookings.book(wanted)).rejects.toMatchObject({
    code: 'PERMISSION_MISSING',
    details: { permission: 'bookings.overbook' },
  })
  const free = { ...wanted, startsAt: day(2, 14) }
  expect((await limited(['west']).bookings.book(free)).resources.map(({ resourceId }) => resourceId)).toEqual([
    ids.anna,
  ])
  expect((await limited(['west', 'main']).bookings.book(wanted)).branch).toBe('west')
  expect((await west.bookings.book(wanted)).branch).toBe('west')
})

it('services are saved by who has that say in every branch that offers them, before and after', async () => {
  const { manager, engine } = await openBookedStudio()
  const actor = { id: 'li', roles: [{ role: 'manager', branches: ['west'] }] }
  const limited = engine.as({ tenant: 'rose', branch: 'west', actor })
  const visit = { code: 'visit', name: '选片', duration: 30, requirements: [] }
  const refused = { code: 'PERMISSION_MISSING', details: { permission: 'bookings.saveService' } }
  await manager.bookings.saveService({ ...visit, branches: ['main'] })
  await expect(limited.bookings.saveService({ ...visit, branches: ['west'] })).rejects.toMatchObject(refused)
  await expect(limited.bookings.saveService({ ...visit, code: 'all' })).rejects.toMatchObject(refused)
  const both = { ...visit, code: 'both', branches: ['main', 'west'] }
  await expect(limited.bookings.saveService(both)).rejects.toMatchObject(refused)
  const own = { ...visit, code: 'own', branches: ['west'] }
  await limited.bookings.saveService(own)
  expect(await limited.bookings.saveService({ ...own, duration: 60 })).toMatchObject({ duration: 60 })
})

it('a requirement is not named like a member that every object has', async () => {
  const { manager } = await openBookedStudio()
  for (const name of ['constructor', '__proto__', 'valueOf']) {
    const service = { code: 'odd', name: 'Odd', duration: 60, requirements: [{ name, skill: { name: 'photo' } }] }
    await expect(manager.bookings.saveService(service)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringContaining('requirements.0.name'),
    })
  }
})

it('a booking of an order without a line is tied to a line of that order, and to no other', async () => {
  const { manager, placeOrder } = await openBookedStudio()
  const first = await placeOrder()
  const second = await placeOrder()
  const { id: bookingId } = await manager.bookings.book({
    ...{ service: 'portrait', startsAt: day(2, 11) },
    orderId: first.orderId,
  })
  await expect(manager.bookings.link({ bookingId, ...second })).rejects.toMatchObject({ code: 'BOOKING_ORDER_OTHER' })
  const linked = await manager.bookings.link({ bookingId, ...first })
  expect([linked.orderId, linked.orderLineId]).toEqual([first.orderId, first.orderLineId])
  const { lines } = await manager.orders.get({ orderId: first.orderId })
  expect(lines.map(({ stage }) => stage)).toEqual(['scheduled'])
  await expect(manager.bookings.link({ bookingId, ...second })).rejects.toMatchObject({ code: 'BOOKING_ORDER_OTHER' })
})
