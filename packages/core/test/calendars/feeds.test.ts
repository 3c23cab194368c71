import { describe, expect, it } from 'vitest'
import { calendarsFeeds } from '../../src/calendars/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { z } from 'zod'
import { openBookedStudio } from '../bookings/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const at = (date: number, hour: number, minute = 0) => ({ service: 'portrait', startsAt: day(date, hour, minute) })

const rows = operation({
  name: 'looking.rows',
  summary: 'All feeds as they are stored.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.object({ text: z.string() }),
  async run({ store }) {
    return { text: JSON.stringify(await store.find(calendarsFeeds, { limit: 'all' })) }
  },
})

const lookingPlugin = definePlugin({
  name: 'looking',
  version: '1.0.0',
  requires: { calendars: '*' },
  operations: { rows },
  roles: { manager: ['looking.*'] },
})

async function openWithFeed(settings: Readonly<Record<string, object>> = {}) {
  const studio = await openBookedStudio({ settings, plugins: [lookingPlugin] })
  const { manager, customerId } = studio
  const booking = await manager.bookings.book({ ...at(2, 11), customerId })
  const anna = await manager.calendars.openFeed({ of: 'resource', id: 'anna' })
  const reader = studio.as('public')
  const read = async (token: string, headers: { ifNoneMatch?: string; ifModifiedSince?: string } = {}) => {
    const answer = await reader.calendars.feed({ token, ...headers })
    return { ...answer, text: (answer.body ?? '').replaceAll('\r\n ', '') }
  }
  return { ...studio, booking, anna, reader, read }
}

describe('a feed', () => {
  it('tells the bookings of a resource, each for its part of the time, to whoever has the token', async () => {
    const { manager, booking, anna, read } = await openWithFeed()
    const cleo = await manager.calendars.openFeed({ of: 'resource', id: 'cleo' })
    const { text, status, contentType } = await read(anna.token)
    expect([status, contentType]).toEqual([200, 'text/calendar; charset=utf-8'])
    expect(text).toContain(`UID:${booking.id}@calotype\r\n`)
    expect(text).toContain('DTSTART;TZID=Asia/Shanghai:20261124T110000\r\n')
    expect(text).toContain(`SUMMARY:写真 ${booking.number}\r\n`)
    expect(text).toContain('STATUS:CONFIRMED\r\n')
    expect(text).toContain('LOCATION:Rose\r\n')
    // Make-up is the hour before.
    expect((await read(cleo.token)).text).toContain('DTSTART;TZID=Asia/Shanghai:20261124T100000\r\n')
  })

  it('of a customer tells no more than the branches of who opened it, and its token is not got by renewing', async () => {
    const { manager, west, engine, customerId, booking, read } = await openWithFeed()
    await manager.bookings.saveService({ code: 'visit', name: '选片', duration: 30, requirements: [] })
    const there = await west.bookings.book({ service: 'visit', startsAt: day(3, 11), customerId })
    const actor = { id: 'li', roles: [{ role: 'manager', branches: ['main'] }] }
    const limited = engine.as({ tenant: 'rose', branch: 'main', actor })
    const own = await limited.calendars.openFeed({ of: 'customer', id: customerId })
    const text = (await read(own.token)).text
    expect([text.includes(booking.id), text.includes(there.id)]).toEqual([true, false])
    const whole = await manager.calendars.openFeed({ of: 'customer', id: customerId })
    const all = (await read(whole.token)).text
    expect([all.includes(booking.id), all.includes(there.id)]).toEqual([true, true])
    expect(await codeOf(limited.calendars.renewFeed({ feedId: whole.feedId }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(limited.calendars.closeFeed({ feedId: whole.feedId }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(limited.calendars.renewFeed({ feedId: own.feedId }))).toBe('done')
    expect(await codeOf(manager.calendars.renewFeed({ feedId: whole.feedId }))).toBe('done')
    expect(await codeOf(limited.calendars.closeFeed({ feedId: own.feedId }))).toBe('done')
    expect(await codeOf(manager.calendars.closeFeed({ feedId: whole.feedId }))).toBe('done')
  })

  it('of a branch tells all that is there, of a customer what is theirs', async () => {
    const { manager, customerId, booking, read } = await openWithFeed()
    const other = await manager.bookings.book(at(3, 11))
    const branch = await manager.calendars.openFeed({ of: 'branch' })
    const own = await manager.calendars.openFeed({ of: 'customer', id: customerId })
    const west = await manager.calendars.openFeed({ of: 'branch', id: 'west' })
    const uids = async (token: string) =>
      [...(await read(token)).text.matchAll(/UID:(.*)@calotype/g)].map(([, id]) => id)
    expect(await uids(branch.token)).toEqual([booking.id, other.id])
    expect(await uids(own.token)).toEqual([booking.id])
    expect(await uids(west.token)).toEqual([])
  })

  it('tells what moved under the same id, and what was cancelled for thirty days', async () => {
    const { manager, clock, booking, anna, read } = await openWithFeed()
    await manager.bookings.move({ bookingId: booking.id, startsAt: day(3, 15), reason: 'rain' })
    const moved = await read(anna.token)
    expect(moved.text).toContain(`UID:${booking.id}@calotype\r\n`)
    expect(moved.text).toContain('DTSTART;TZID=Asia/Shanghai:20261125T150000\r\n')
    expect(moved.text).toContain('SEQUENCE:1\r\n')
    await manager.bookings.cancel({ bookingId: booking.id, reason: 'rain' })
    expect((await read(anna.token)).text).toContain('STATUS:CANCELLED\r\n')
    clock.now = '2026-12-22T03:59:59.999Z'
    expect((await read(anna.token)).text).toContain('STATUS:CANCELLED\r\n')
    clock.now = '2026-12-22T04:00:00.000Z'
    expect((await read(anna.token)).text).not.toContain('BEGIN:VEVENT')
  })

  it('tells a hold as tentative, and one that is over as cancelled before anybody noted it', async () => {
    const { manager, clock, read } = await openWithFeed()
    const { expiresAt } = await manager.bookings.hold(at(3, 11))
    const { token } = await manager.calendars.openFeed({ of: 'branch' })
    expect((await read(token)).text).toContain('STATUS:TENTATIVE\r\n')
    clock.now = expiresAt ?? ''
    const { text } = await read(token)
    expect(text).not.toContain('STATUS:TENTATIVE')
    expect(text).toContain('STATUS:CANCELLED\r\n')
  })

  it('forgets what is older than ninety days', async () => {
    const { clock, anna, read } = await openWithFeed()
    clock.now = '2027-02-22T03:59:59.999Z'
    expect((await read(anna.token)).text).toContain('BEGIN:VEVENT')
    clock.now = '2027-02-22T04:00:00.000Z'
    expect((await read(anna.token)).text).not.toContain('BEGIN:VEVENT')
  })

  it('is not sent again while nothing changed', async () => {
    const { manager, clock, booking, read } = await openWithFeed()
    const { token } = await manager.calendars.openFeed({ of: 'branch' })
    const first = await read(token)
    clock.now = '2026-11-23T04:00:00.000Z'
    const again = await read(token, { ifNoneMatch: first.etag })
    expect([again.status, again.body, again.lastModified]).toEqual([304, null, first.lastModified])
    expect((await read(token, { ifModifiedSince: first.lastModified })).status).toBe(304)
    await manager.bookings.move({ bookingId: booking.id, startsAt: day(3, 15), reason: 'rain' })
    expect((await read(token, { ifNoneMatch: first.etag })).status).toBe(200)
    expect((await read(token, { ifModifiedSince: first.lastModified })).status).toBe(200)
  })

  it('of a resource that lost a booking is sent again, whatever date its reader has', async () => {
    const { manager, clock, booking, anna, read } = await openWithFeed()
    const first = await read(anna.token)
    clock.now = '2026-11-23T04:00:00.000Z'
    await manager.bookings.reassign({ bookingId: booking.id, resources: { photographer: ['ben'] }, reason: 'ill' })
    const after = await read(anna.token, { ifModifiedSince: first.lastModified })
    expect(after.status).toBe(200)
    expect(after.text).not.toContain('BEGIN:VEVENT')
  })

  it('tells names of customers only where the studio says so, and never to a customer', async () => {
    const quiet = await openWithFeed()
    expect((await quiet.read(quiet.anna.token)).text).not.toContain('王芳')
    const open = await openWithFeed({ calendars: { showCustomers: true } })
    expect((await open.read(open.anna.token)).text).toContain('王芳')
    const own = await open.manager.calendars.openFeed({ of: 'customer', id: open.customerId })
    expect((await open.read(own.token)).text).not.toContain('王芳')
  })

  it('keeps no token, and is read by no other', async () => {
    const { manager, anna, as, read } = await openWithFeed()
    expect(anna.token).toMatch(/^[\w-]{43}$/)
    const { looking } = manager as typeof manager & { looking: { rows(given: object): Promise<{ text: string }> } }
    const { text } = await looking.rows({})
    expect(text).toContain(anna.feedId)
    expect(text).not.toContain(anna.token)
    expect(JSON.stringify(await manager.calendars.feeds({}))).not.toContain(anna.token)
    const lily = as('public', { tenant: 'lily' })
    expect(await codeOf(lily.calendars.feed({ token: anna.token }))).toBe('CALENDAR_FEED_UNKNOWN')
    expect(await codeOf(read(`${anna.token}x`))).toBe('CALENDAR_FEED_UNKNOWN')
    const renewed = await manager.calendars.renewFeed({ feedId: anna.feedId })
    expect(await codeOf(read(anna.token))).toBe('CALENDAR_FEED_UNKNOWN')
    expect((await read(renewed.token)).status).toBe(200)
    await manager.calendars.closeFeed({ feedId: anna.feedId })
    expect(await codeOf(read(renewed.token))).toBe('CALENDAR_FEED_UNKNOWN')
    expect(await codeOf(manager.calendars.renewFeed({ feedId: anna.feedId }))).toBe('CALENDAR_FEED_UNKNOWN')
    expect((await manager.calendars.feeds({})).items).toEqual([])
    expect((await manager.calendars.feeds({ closed: true })).items).toMatchObject([
      { feedId: anna.feedId, of: 'resource' },
    ])
  })

  it('of a person who was erased is closed, the customer’s and the photographer’s', async () => {
    const { manager, engine, ids, customerId, booking, anna, read } = await openWithFeed()
    const owner = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'boss', roles: ['owner'] } })
    const own = await manager.calendars.openFeed({ of: 'customer', id: customerId, name: '王芳' })
    const branch = await manager.calendars.openFeed({ of: 'branch' })
    expect((await read(own.token)).text).toContain(booking.id)
    await manager.bookings.cancel({ bookingId: booking.id, reason: 'moved away' })
    await owner.people.erase({ kind: 'customer', id: customerId, reason: 'asked' })
    expect(await codeOf(read(own.token))).toBe('CALENDAR_FEED_UNKNOWN')
    expect((await read(anna.token)).status).toBe(200)
    await owner.people.erase({ kind: 'resource', id: ids.anna, reason: 'asked' })
    expect(await codeOf(read(anna.token))).toBe('CALENDAR_FEED_UNKNOWN')
    expect((await read(branch.token)).status).toBe(200)
    const closed = (await manager.calendars.feeds({ closed: true })).items.filter(({ closedAt }) => closedAt !== null)
    expect(closed.map(({ feedId, name }) => [feedId, name])).toEqual([
      [anna.feedId, null],
      [own.feedId, null],
    ])
  })

  it('shows its token once, whatever key is repeated', async () => {
    const { manager, anna } = await openWithFeed()
    const opened = await manager.calendars.openFeed({ of: 'branch', idempotencyKey: 'open' })
    const again = manager.calendars.openFeed({ of: 'branch', idempotencyKey: 'open' })
    await expect(again).rejects.toMatchObject({
      code: 'ANSWER_SHOWN_ONCE',
      details: { secrets: ['token'], answer: { feedId: opened.feedId } },
    })
    await manager.calendars.renewFeed({ feedId: anna.feedId, idempotencyKey: 'renew' })
    expect(await codeOf(manager.calendars.renewFeed({ feedId: anna.feedId, idempotencyKey: 'renew' }))).toBe(
      'ANSWER_SHOWN_ONCE',
    )
  })

  it('is all that the public reads', async () => {
    const { reader, anna } = await openWithFeed()
    expect(await codeOf(reader.calendars.feeds({}))).toBe('PERMISSION_MISSING')
    expect(await codeOf(reader.calendars.openFeed({ of: 'branch' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(reader.calendars.closeFeed({ feedId: anna.feedId }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(reader.bookings.list({}))).toBe('PERMISSION_MISSING')
  })
})

describe('free and busy times', () => {
  it('say when a resource is taken with what is around it, and not what for', async () => {
    const { manager, anna, booking } = await openWithFeed()
    const window = { from: day(2, 0), to: day(3, 0) }
    const { body } = await manager.calendars.freeBusy({ resource: 'white', ...window })
    expect(body).toContain('FREEBUSY;FBTYPE=BUSY:20261124T030000Z/20261124T041500Z\r\n')
    expect(body).not.toContain(booking.number)
    const byToken = await manager.calendars.freeBusy({ token: anna.token, ...window })
    expect(byToken.body).toContain('FREEBUSY;FBTYPE=BUSY:20261124T030000Z/20261124T040000Z\r\n')
    const branch = await manager.calendars.openFeed({ of: 'branch' })
    expect(await codeOf(manager.calendars.freeBusy({ token: branch.token, ...window }))).toBe('CALENDAR_FEED_UNKNOWN')
    const backwards = { from: window.to, to: window.from }
    expect(await codeOf(manager.calendars.freeBusy({ resource: 'white', ...backwards }))).toBe(
      'CALENDAR_WINDOW_INVALID',
    )
  })
})
