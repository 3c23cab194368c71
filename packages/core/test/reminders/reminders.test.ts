import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { consoleChannel, notificationChannels } from '../../src/notifications/index.ts'
import { reminderTime } from '../../src/reminders/index.ts'
import { addMillis } from '../../src/values/instant.ts'
import { localTimeAt, localTimeToInstant } from '../../src/values/local-time.ts'
import { openBookedStudio } from '../bookings/studio.ts'
import { day } from '../rentals/studio.ts'

const sending = definePlugin({
  name: 'sending',
  version: '1.0.0',
  requires: { notifications: '*' },
  entries: [entry(notificationChannels, consoleChannel({ write: () => undefined }))],
})

async function reminding(reminders: readonly object[]) {
  const studio = await openBookedStudio({ plugins: [sending], settings: { reminders: { reminders } } })
  const { manager, engine } = studio
  const { id: customerId } = await manager.customers.register({ name: '李娜', phone: '13800000001' })
  // From here on reminders are planned.
  await engine.settle()
  const messages = async () => {
    await engine.settle()
    const { items } = await manager.notifications.list({})
    return items.map(({ state, notBefore, purpose }) => [state, notBefore, purpose.split(':')[2]]).sort()
  }
  return { ...studio, customerId, messages }
}

const sms = { channel: 'console', by: 'sms' } as const
const dayBefore = { name: 'dayBefore', before: 'P1D', ...sms }
const shortly = { name: 'shortly', before: 'PT2H', asksToConfirm: true, ...sms }

describe('the time of a reminder', () => {
  const agreed = (date: string, time: string, timeZone: string) => ({
    startsAt: localTimeToInstant(date, time, timeZone),
    localDate: date,
    localTime: time,
    timeZone,
  })

  it('is a day before by the calendar, or 24 hours before by the clock', () => {
    // The clocks of New York were put forward in the night to 8 March 2026, and back in the night to 1 November.
    const spring = agreed('2026-03-08', '10:00', 'America/New_York')
    expect(reminderTime(spring, 'P1D')).toBe('2026-03-07T15:00:00.000Z')
    expect(reminderTime(spring, 'PT24H')).toBe('2026-03-07T14:00:00.000Z')
    const autumn = agreed('2026-11-01', '10:00', 'America/New_York')
    expect(reminderTime(autumn, 'P1D')).toBe('2026-10-31T14:00:00.000Z')
    expect(reminderTime(autumn, 'PT24H')).toBe('2026-10-31T15:00:00.000Z')
    // Half past two did not exist on the day before.
    expect(reminderTime(agreed('2026-03-09', '02:30', 'America/New_York'), 'P1D')).toBe('2026-03-08T07:30:00.000Z')
    expect(reminderTime(agreed('2026-03-31', '10:00', 'Asia/Shanghai'), 'P1M')).toBe('2026-02-28T02:00:00.000Z')
  })

  it('keeps the wall clock for any days, and the length for any hours', () => {
    const zones = ['America/New_York', 'Asia/Shanghai', 'Australia/Lord_Howe', 'Europe/Dublin', 'America/Santiago']
    const date = fc
      .integer({ min: 0, max: 700 })
      .map((days) => localTimeAt(addMillis(day(0), days * 86_400_000), 'UTC').date)
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        date,
        fc.integer({ min: 4, max: 22 }),
        fc.integer({ min: 1, max: 400 }),
        (timeZone, on, hour, n) => {
          const start = agreed(on, `${String(hour).padStart(2, '0')}:30`, timeZone)
          expect(reminderTime(start, `PT${n}H`)).toBe(addMillis(start.startsAt, -n * 3_600_000))
          expect(localTimeAt(reminderTime(start, `P${n}D`), timeZone).time).toBe(start.localTime)
        },
      ),
    )
  })
})

describe('reminders', () => {
  it('are asked for with a booking that is confirmed, and again where it moves', async () => {
    const { manager, customerId, messages } = await reminding([dayBefore, shortly])
    const held = await manager.bookings.hold({ service: 'portrait', startsAt: day(4, 11), customerId })
    expect(await messages()).toEqual([])
    await manager.bookings.confirm({ bookingId: held.id })
    expect(await messages()).toEqual([
      ['queued', day(3, 11), 'dayBefore'],
      ['queued', day(4, 9), 'shortly'],
    ])
    await manager.bookings.move({ bookingId: held.id, startsAt: day(5, 14) })
    expect(await messages()).toEqual([
      ['cancelled', day(3, 11), 'dayBefore'],
      ['cancelled', day(4, 9), 'shortly'],
      ['queued', day(4, 14), 'dayBefore'],
      ['queued', day(5, 12), 'shortly'],
    ])
    await manager.bookings.cancel({ bookingId: held.id })
    expect((await messages()).map(([state]) => state)).toEqual(['cancelled', 'cancelled', 'cancelled', 'cancelled'])
  })

  it('come for the last of several changes, also where they are told of late', async () => {
    const { manager, customerId, messages } = await reminding([dayBefore])
    const { id: bookingId } = await manager.bookings.book({ service: 'portrait', startsAt: day(4, 11), customerId })
    await manager.bookings.move({ bookingId, startsAt: day(5, 11) })
    await manager.bookings.reassign({ bookingId, resources: { photographer: ['ben'] }, reason: 'asked for' })
    expect(await messages()).toEqual([['queued', day(4, 11), 'dayBefore']])
  })

  it('go to nobody who took the consent back or gave no address, and never into the past', async () => {
    const { manager, customerId, messages } = await reminding([dayBefore, { ...shortly, services: ['other'] }])
    const withoutPhone = await manager.customers.register({ name: '韩梅' })
    await manager.bookings.book({ service: 'portrait', startsAt: day(4, 11), customerId: withoutPhone.id })
    await manager.bookings.book({ service: 'portrait', startsAt: day(1, 11), customerId })
    expect(await messages()).toEqual([])
    await manager.customers.recordConsent({ customerId, channel: 'sms', purpose: 'service', given: false })
    await manager.bookings.book({ service: 'portrait', startsAt: day(4, 15), customerId })
    expect(await messages()).toEqual([])
  })

  it('say what is booked, in the language of the studio', async () => {
    const { manager, engine, customerId } = await reminding([dayBefore])
    const { number } = await manager.bookings.book({ service: 'portrait', startsAt: day(4, 11), customerId })
    await engine.settle()
    const [message] = (await manager.notifications.list({})).items
    const { body } = await manager.notifications.get({ messageId: message?.id ?? '' })
    expect(body).toBe(`We look forward to seeing you on 2026-11-26 at 11:00: 写真 (${number}).`)
  })
})
