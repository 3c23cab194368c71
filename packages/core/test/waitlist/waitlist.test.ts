import { describe, expect, it } from 'vitest'
import { at, dateOf, offerOf, openWaitingStudio } from './studio.ts'

describe('who waits', () => {
  it('is offered a time that becomes free, which is held for them alone, and takes it', async () => {
    const studio = await openWaitingStudio()
    const { manager, engine, fill, join, wang, li, offered, read, heard } = studio
    const { cancel } = await fill(24, 25)
    const first = await join(wang)
    const second = await join(li)
    expect(await offered(first, second)).toEqual([null, null])
    await cancel(24, 10)
    expect(await offered(first, second)).toEqual([at(24, 10), null])
    const { offer, state } = await read(first)
    expect([state, offer?.expiresAt]).toEqual(['offered', at(22, 14)])
    const hold = await manager.bookings.booking({ bookingId: offer?.bookingId ?? '' })
    expect(hold).toMatchObject({ state: 'held', customerId: wang, source: 'waitlist', expiresAt: at(22, 14) })
    const taken = manager.bookings.book({ service: 'lesson', startsAt: at(24, 10) })
    await expect(taken).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    const { entry, booking } = await manager.waitlist.accept({ offerId: offer?.id ?? '' })
    expect([entry.state, entry.bookingId, booking.state]).toEqual(['booked', booking.id, 'confirmed'])
    await engine.settle()
    expect(heard.map(([name]) => name)).toEqual([
      ...['waitlist.joined', 'waitlist.joined', 'waitlist.offered', 'waitlist.accepted'],
    ])
    expect((await read(first)).events.map(({ kind, state: after }) => [kind, after])).toEqual([
      ['joined', 'waiting'],
      ['offered', 'offered'],
      ['accepted', 'booked'],
    ])
    expect((await read(second)).ahead).toBe(0)
  })

  it('is offered a time in which somebody is no longer busy elsewhere', async () => {
    const { manager, engine, fill, join, wang, li, offered } = await openWaitingStudio()
    const { sourceId } = await manager.calendars.saveSource({ resource: 'anna', name: 'Private' })
    const times = (...spans: readonly string[]) => [
      'BEGIN:VCALENDAR',
      ...spans.flatMap((span) => ['BEGIN:VEVENT', ...span.split(' '), 'END:VEVENT']),
      'END:VCALENDAR',
    ]
    const read = async (...spans: readonly string[]) => {
      await manager.calendars.import({ sourceId, text: times(...spans).join('\r\n') })
      await engine.settle()
    }
    const [all24, all25] = ['DTSTART;VALUE=DATE:20261124', 'DTSTART;VALUE=DATE:20261125']
    await read(all24, all25)
    await fill(23)
    const [first, second] = [await join(wang), await join(li)]
    expect(await offered(first, second)).toEqual([null, null])
    await read(all24, 'DTSTART:20261125T090000 DURATION:PT3H')
    expect(await offered(first, second)).toEqual([at(25, 12), null])
    await manager.calendars.endSource({ sourceId })
    await engine.settle()
    expect(await offered(first, second)).toEqual([at(25, 12), at(24, 9)])
  })

  it('is offered at once what is free already', async () => {
    const { join, wang, li, offered } = await openWaitingStudio()
    const first = await join(wang)
    const second = await join(li, { service: 'long' })
    expect(await offered(first, second)).toEqual([at(24, 9), at(24, 10)])
  })

  it('comes by priority, then by who joined first; what one declines is the next one s', async () => {
    const studio = await openWaitingStudio()
    const { manager, engine, fill, join, wang, li, zhao, offered, heard } = studio
    const { cancel } = await fill(24, 25)
    const [first, second] = [await join(wang), await join(li)]
    const third = await join(zhao, { priority: 3 })
    await cancel(25, 9)
    expect(await offered(first, second, third)).toEqual([null, null, at(25, 9)])
    await manager.waitlist.decline({ offerId: await offerOf(studio, third), reason: 'too early' })
    await engine.settle()
    expect(await offered(first, second, third)).toEqual([at(25, 9), null, null])
    await manager.waitlist.decline({ offerId: await offerOf(studio, first), leave: true })
    await engine.settle()
    expect(await offered(first, second, third)).toEqual([null, at(25, 9), null])
    // Who declined waits on at the old place, for other times.
    await cancel(24, 12)
    expect(await offered(first, second, third)).toEqual([null, at(25, 9), at(24, 12)])
    const states = (await manager.waitlist.list({ states: ['waiting', 'offered', 'left'] })).items
    expect(states.map(({ id, state }) => [id, state])).toEqual([
      [third, 'offered'],
      [first, 'left'],
      [second, 'offered'],
    ])
    expect(heard.filter(([name]) => name === 'waitlist.declined').map(([, { leaves }]) => leaves)).toEqual([
      false,
      true,
    ])
  })

  it('who does not answer is passed over once, and rests after so many unanswered offers', async () => {
    const studio = await openWaitingStudio({ settings: { answerMinutes: 60, mostUnanswered: 2 } })
    const { manager, engine, fill, join, pass, wang, li, offered, read, heard } = studio
    const { cancel } = await fill(24, 25)
    const [first, second] = [await join(wang), await join(li)]
    await cancel(24, 10)
    expect(await offered(first, second)).toEqual([at(24, 10), null])
    await pass(59)
    expect(await offered(first, second)).toEqual([at(24, 10), null])
    await pass(1)
    expect(await offered(first, second)).toEqual([null, at(24, 10)])
    expect(await read(first)).toMatchObject({ state: 'waiting', unanswered: 1, rests: false, offers: 1 })
    await cancel(24, 11)
    expect(await offered(first, second)).toEqual([at(24, 11), at(24, 10)])
    await pass(60)
    expect(await offered(first, second)).toEqual([null, at(24, 11)])
    expect(await read(first)).toMatchObject({ state: 'waiting', unanswered: 2, rests: true })
    await cancel(25, 9)
    expect(await offered(first, second)).toEqual([null, at(24, 11)])
    // Somebody spoke with her.
    await manager.waitlist.change({ entryId: first, rests: false })
    await engine.settle()
    expect(await offered(first)).toEqual([at(25, 9)])
    const passed = heard.filter(([name]) => name === 'waitlist.passed').map(([, data]) => [data.entryId, data.how])
    expect(passed.sort()).toEqual(
      [
        [first, 'unanswered'],
        [first, 'unanswered'],
        [second, 'unanswered'],
      ].sort(),
    )
  })

  it('leaves, and what was offered is the next one s; a wish that lies in the past expires', async () => {
    const studio = await openWaitingStudio({ settings: { answerMinutes: 10_000 } })
    const { manager, engine, fill, join, pass, wang, li, zhao, offered, read } = studio
    const { cancel } = await fill(24, 25)
    const [first, second] = [await join(wang), await join(li)]
    const third = await join(zhao, {
      windows: [{ from: dateOf(23) }],
      resources: { photographer: ['anna'] },
      until: dateOf(22),
    })
    await cancel(24, 10)
    const left = await manager.waitlist.leave({ entryId: first, reason: 'moved away' })
    await engine.settle()
    expect([left.state, left.offer]).toEqual(['left', null])
    expect(await offered(second)).toEqual([at(24, 10)])
    await expect(manager.waitlist.leave({ entryId: first })).rejects.toMatchObject({ code: 'WAITLIST_STATE_REFUSED' })
    await manager.waitlist.leave({ entryId: third })
    await pass(3 * 1440)
    // An offer never stands beyond its start.
    expect((await read(second)).unanswered).toBe(1)
    await pass(1440)
    expect((await read(second)).state).toBe('expired')
  })

  it('is told what deposit is to be paid to accept, by what was paid on the order already', async () => {
    const studio = await openWaitingStudio()
    const { manager, fill, join, wang, li, read } = studio
    const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
    const terms = { code: 'lesson', name: '摄影课', duration: 60, grid: 60, requirements, price: '800', deposit: '300' }
    const { cancel } = await fill(24, 25)
    await manager.bookings.saveService(terms)
    await manager.catalog.addItem({ code: 'course', kind: 'package', name: '课程', price: '1000.00' })
    const { id: orderId } = await manager.orders.place({ customerId: wang, lines: [{ item: 'course' }] })
    const [first, second] = [await join(wang, { orderId }), await join(li)]
    const pay = (amount: string) =>
      manager.ledger.takePayment({ orderId, purpose: 'advance', legs: [{ method: 'cash', amount }] })
    await pay('100')
    await cancel(24, 10)
    await cancel(24, 11)
    const dueOf = async (entryId: string) => {
      const { offer } = await read(entryId)
      return [offer?.deposit, offer?.depositDue]
    }
    expect(await dueOf(first)).toEqual(['300.00', '200.00'])
    expect(await dueOf(second)).toEqual(['300.00', '300.00'])
    const listed = (await manager.waitlist.list({})).items.map(({ offer }) => offer?.depositDue)
    expect(listed).toEqual(['200.00', '300.00'])
    const noted = await manager.waitlist.change({ entryId: first, note: 'pays on Monday' })
    expect(noted.offer?.depositDue).toBe('200.00')
    const offerId = await offerOf(studio, first)
    await expect(manager.waitlist.accept({ offerId })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '200.00' },
    })
    await pay('200')
    expect(await dueOf(first)).toEqual(['300.00', '0.00'])
    await manager.waitlist.accept({ offerId })
    // What was answered is due no more.
    expect((await read(first)).offersMade.map(({ deposit, depositDue }) => [deposit, depositDue])).toEqual([
      [null, null],
    ])
    // By hand it is told at once.
    await cancel(25, 9)
    await manager.waitlist.decline({ offerId: await offerOf(studio, second) })
    const offered = await manager.waitlist.offer({ entryId: second, startsAt: at(25, 9) })
    expect(offered.offer).toMatchObject({ deposit: '300.00', depositDue: '300.00' })
  })
})
