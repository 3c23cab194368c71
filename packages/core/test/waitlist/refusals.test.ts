import { describe, expect, it } from 'vitest'
import { codeOf } from '../rentals/studio.ts'
import { at, dateOf, offerOf, openWaitingStudio } from './studio.ts'

const windows = [{ from: dateOf(24), to: dateOf(25) }]

describe('the waitlist refuses', () => {
  it('wishes that can never be met, and whom nobody knows', async () => {
    const { manager, wang } = await openWaitingStudio()
    const wish = { customerId: wang, service: 'lesson', windows }
    const refused = async (other: object) => {
      const joined = await manager.waitlist.join.attempt({ ...wish, ...other })
      if (joined.ok) return 'joined'
      const { code, details } = joined.error
      return [code, (details as { field?: string }).field].filter((one) => one !== undefined).join(' ')
    }
    expect(await refused({ service: 'portrait' })).toBe('SERVICE_UNKNOWN')
    expect(await refused({ customerId: 'nobody' })).toBe('CUSTOMER_UNKNOWN')
    expect(await refused({ windows: [{ from: dateOf(20), to: dateOf(21) }] })).toBe(
      'WAITLIST_WISH_INVALID windows.0.to',
    )
    expect(await refused({ windows: [...windows, { from: '2028-01-01' }] })).toBe(
      'WAITLIST_WISH_INVALID windows.1.from',
    )
    expect(await refused({ seats: 2 })).toBe('WAITLIST_WISH_INVALID seats')
    expect(await refused({ until: dateOf(21) })).toBe('WAITLIST_WISH_INVALID until')
    expect(await refused({ windows: undefined, sessionId: 'none' })).toBe('WAITLIST_WISH_INVALID sessionId')
    expect(await refused({ resources: { photographer: ['zoe'] } })).toBe('WANTED_REFUSED')
    expect(await refused({ resources: { singer: ['anna'] } })).toBe('WANTED_REFUSED')
    expect(await refused({ preferred: ['zoe'] })).toBe('WANTED_REFUSED')
    expect(await refused({ orderLineId: 'a-line' })).toBe('BOOKING_ORDER_OTHER')
    expect(await refused({ orderId: 'an-order' })).toBe('ORDER_UNKNOWN')
    for (const bad of [{ windows: undefined }, { sessionId: 'both' }, { windows: [] }, { priority: 10 }]) {
      expect(await codeOf(manager.waitlist.join({ ...wish, ...bad } as never))).toBe('INPUT_INVALID')
    }
    expect((await manager.waitlist.list({})).items).toEqual([])
  })

  it('the same wish twice while it stands, and more than the studio allows', async () => {
    const { manager, wang, li, zhao, fill, join } = await openWaitingStudio({ settings: { mostWaiting: 3 } })
    await fill(24, 25)
    const first = await join(wang)
    await expect(join(wang)).rejects.toMatchObject({ code: 'WAITLIST_WISH_TWICE', details: { entryId: first } })
    await join(li)
    const other = await join(wang, { service: 'long' })
    await expect(join(zhao)).rejects.toMatchObject({ code: 'WAITLIST_FULL', details: { branch: 'main', most: 3 } })
    await manager.waitlist.leave({ entryId: first })
    const again = await join(wang)
    await expect(manager.waitlist.change({ entryId: other, seats: 2 })).rejects.toMatchObject({
      code: 'WAITLIST_WISH_INVALID',
    })
    const third = await manager.waitlist.change({ entryId: again, windows: [{ from: dateOf(24) }] })
    expect([third.windows, third.endsAt]).toEqual([
      [{ from: dateOf(24), to: dateOf(24), times: null, weekdays: null }],
      at(25, 0),
    ])
  })

  it('the same wish in other words: who is meant by code or id, days one by one or together', async () => {
    const { manager, wang, fill, join, anna } = await openWaitingStudio()
    await fill(24, 25)
    const first = await join(wang, { resources: { photographer: ['anna'] } })
    const again = [
      { resources: { photographer: [anna] } },
      { resources: { photographer: ['anna'] }, windows: [24, 25].map((date) => ({ from: dateOf(date) })) },
      { resources: { photographer: [anna] }, windows: [{ from: dateOf(24), to: dateOf(25), weekdays: [2, 3] }] },
    ]
    for (const wish of again) {
      const twice = manager.waitlist.join({ customerId: wang, service: 'lesson', windows, ...wish })
      await expect(twice).rejects.toMatchObject({ code: 'WAITLIST_WISH_TWICE', details: { entryId: first } })
    }
    // Whoever is renamed is still who was wished for.
    await manager.resources.update({ resourceId: anna, code: 'anna-2' })
    const changed = await manager.waitlist.change({ entryId: first, seats: 1, note: 'mornings' })
    expect(changed.resources).toEqual({ photographer: [anna] })
  })

  it('offers that are not wished for, of who is offered something, or that are taken', async () => {
    const studio = await openWaitingStudio()
    const { manager, wang, li, fill, join, offered } = studio
    const { cancel } = await fill(24, 25)
    const [first, second] = [await join(wang), await join(li)]
    const offer = (entryId: string, startsAt: string) => codeOf(manager.waitlist.offer({ entryId, startsAt }))
    await expect(manager.waitlist.offer({ entryId: first, startsAt: at(26, 10) })).rejects.toThrow(
      `wishes for (2026-11-24 to 2026-11-25), got 2026-11-26 10:00, ${at(26, 10)}.`,
    )
    await manager.waitlist.change({
      entryId: second,
      windows: [{ from: dateOf(24), weekdays: [2], times: { from: '09:00', to: '11:00' } }],
    })
    await expect(manager.waitlist.offer({ entryId: second, startsAt: at(24, 11) })).rejects.toThrow(
      'wishes for (2026-11-24 on weekdays 2 from 09:00 to 11:00), got 2026-11-24 11:00',
    )
    expect(await offer(first, at(24, 10))).toBe('SLOT_TAKEN')
    expect(await offer('none', at(24, 10))).toBe('WAITLIST_ENTRY_UNKNOWN')
    await cancel(24, 10)
    expect(await offered(first, second)).toEqual([at(24, 10), null])
    expect(await offer(first, at(24, 11))).toBe('WAITLIST_STATE_REFUSED')
    expect(await offer(second, at(24, 10))).toBe('SLOT_TAKEN')
    const change = manager.waitlist.change({ entryId: first, windows: [{ from: dateOf(25) }] })
    await expect(change).rejects.toMatchObject({ code: 'WAITLIST_STATE_REFUSED' })
    expect((await manager.waitlist.change({ entryId: first, note: '下午也行' })).note).toBe('下午也行')
    expect((await manager.waitlist.change({ entryId: first, note: null, priority: 1 })).offer?.startsAt).toBe(
      at(24, 10),
    )
    await manager.waitlist.leave({ entryId: first })
    expect(await codeOf(manager.waitlist.change({ entryId: first, note: '?' }))).toBe('WAITLIST_STATE_REFUSED')
  })

  it('answers to offers that are over, or that nobody made', async () => {
    const studio = await openWaitingStudio()
    const { manager, clock, wang, fill, join } = studio
    const { cancel } = await fill(24, 25)
    const entryId = await join(wang)
    await cancel(24, 10)
    const offerId = await offerOf(studio, entryId)
    expect(await codeOf(manager.waitlist.accept({ offerId: 'none' }))).toBe('WAITLIST_OFFER_UNKNOWN')
    // Its time is over, and nobody noted it yet.
    clock.now = at(22, 14)
    expect(await codeOf(manager.waitlist.accept({ offerId }))).toBe('WAITLIST_OFFER_OVER')
    expect(await codeOf(manager.waitlist.decline({ offerId }))).toBe('WAITLIST_OFFER_OVER')
    // Whoever changes the entry notes it.
    const left = await manager.waitlist.leave({ entryId })
    expect([left.state, left.unanswered]).toEqual(['left', 1])
    expect((await manager.waitlist.read({ entryId })).offersMade.map(({ state }) => state)).toEqual(['expired'])
    expect(await codeOf(manager.waitlist.accept({ offerId }))).toBe('WAITLIST_OFFER_OVER')
  })

  it('answers to an offer that somebody answers at the same moment, by the list or by the hold', async () => {
    const studio = await openWaitingStudio()
    const { manager, wang, fill, join, read } = studio
    const { cancel } = await fill(24, 25)
    const { accept, decline } = manager.waitlist
    const answers = [
      (offerId: string) => accept({ offerId }),
      (offerId: string) => decline({ offerId }),
      (_: string, bookingId: string) => manager.bookings.confirm({ bookingId }),
      (_: string, bookingId: string) => manager.bookings.cancel({ bookingId }),
    ]
    const told = []
    for (const first of answers) {
      for (const second of answers.slice(0, 2)) {
        const entryId = await join(wang)
        if (told.length === 0) await cancel(24, 10)
        const { offer } = await read(entryId)
        if (offer === null) throw new Error('nothing is offered')
        const { id, bookingId } = offer
        const [, code] = await Promise.all([first(id, bookingId), codeOf(second(id, bookingId))])
        told.push(code)
        const { state } = await manager.bookings.booking({ bookingId })
        if (state === 'confirmed') await manager.bookings.cancel({ bookingId })
        else await manager.waitlist.leave({ entryId })
      }
    }
    expect(told).toEqual(told.map(() => 'WAITLIST_OFFER_OVER'))
  })

  it('an offer that was taken already, as what it is', async () => {
    const studio = await openWaitingStudio()
    const { manager, wang, fill, join } = studio
    const { cancel } = await fill(24, 25)
    const entryId = await join(wang)
    await cancel(24, 10)
    const offerId = await offerOf(studio, entryId)
    await manager.waitlist.accept({ offerId })
    await expect(manager.waitlist.accept({ offerId })).rejects.toThrow(
      `Offer ${offerId} is accepted: its time is booked for the entry.`,
    )
  })

  it('who may not, and sessions of other branches', async () => {
    const { manager, west, as, wang, li, fill, join } = await openWaitingStudio()
    await fill(24, 25)
    const [cashier, photographer] = [as('cashier'), as('photographer')]
    const entryId = await join(wang)
    const wish = { customerId: li, service: 'lesson', windows }
    expect(await codeOf(cashier.waitlist.join({ ...wish, priority: 1 }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(cashier.waitlist.change({ entryId, priority: 1 }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(photographer.waitlist.join(wish))).toBe('PERMISSION_MISSING')
    expect((await photographer.waitlist.list({})).items.map(({ id }) => id)).toEqual([entryId])
    expect(await codeOf(west.waitlist.leave({ entryId }))).toBe('WAITLIST_OTHER_BRANCH')
    expect(await codeOf(west.waitlist.change({ entryId, rests: true }))).toBe('WAITLIST_OTHER_BRANCH')
    expect((await west.waitlist.list({ branch: 'west' })).items).toEqual([])
    await cashier.waitlist.join(wish)
    expect((await manager.waitlist.list({ service: 'lesson', customerId: li })).items).toHaveLength(1)
    expect((await manager.waitlist.list({ service: 'long' })).items).toEqual([])
  })
})
