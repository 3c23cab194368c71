/** Holds at the moment when they end: clocks differ, and who confirms late never takes what another got. */
import { addMillis } from '@calotype/core'
import { describe, expect, it } from 'vitest'
import type { BookedStudio } from '../../src/bookings/studio.ts'
import { noon } from '../../src/studio/two-branches.ts'
import { storeKinds } from '../counter/stores.ts'
import { told } from '../two-engines.ts'
import { bookingLab } from './lab.ts'

const startsAt = addMillis(noon, 46 * 3_600_000)
const portrait = { service: 'portrait', startsAt, resources: { photographer: ['anna'] } }
const lesson = { service: 'class', startsAt, resources: { photographer: ['anna'] } }

const broken = async ({ owner }: BookedStudio) => (await owner.bookingcheck.rules({ told: [] })).broken

for (const kind of storeKinds) {
  const { two } = bookingLab(kind)

  describe.skipIf(kind.absent)(`holds that are over, on ${kind.name}`, { meta: kind.meta }, () => {
    it('take nothing from whoever booked meanwhile, although the clock of the holder is behind', async () => {
      const [here, there] = await two()
      const held = await here.owner.bookings.hold({ ...portrait, minutes: 10 })
      there.later(11)
      const booked = await there.owner.bookings.book(portrait)
      const late = await here.owner.bookings.confirm.attempt({ bookingId: held.id })
      // Somebody else may serve it: whoever was booked stays with who booked him.
      const people = late.ok ? late.value.resources.map(({ code }) => code) : []
      expect(people).not.toContain('anna')
      expect(booked.resources.map(({ code }) => code)).toContain('anna')
      expect(await broken(there)).toEqual([])
    })

    it('of a session keep its people only where nobody else has them', async () => {
      const [here, there] = await two()
      const held = await here.owner.bookings.hold({ ...lesson, minutes: 10 })
      there.later(11)
      await there.owner.bookings.book(portrait)
      // The one confirms a seat of a session whose people are gone, the other would join it.
      await here.owner.bookings.confirm.attempt({ bookingId: held.id })
      await here.owner.bookings.book.attempt({ service: 'class', startsAt })
      expect(await broken(there)).toEqual([])
    })

    it('go to one of those who want them, when they are confirmed at the moment at which others take them', async () => {
      const [here, there] = await two()
      for (const minutes of [1, 2, 3]) {
        const of = { service: 'passport', startsAt: addMillis(startsAt, minutes * 3_600_000) }
        const held = [
          await here.owner.bookings.hold({ ...of, minutes }),
          await here.owner.bookings.hold({ ...of, minutes }),
        ]
        there.later(minutes)
        const outcomes = await Promise.all([
          ...held.map(({ id: bookingId }) => here.owner.bookings.confirm.attempt({ bookingId })),
          ...held.map(() => there.owner.bookings.book.attempt(of)),
        ])
        expect(told(outcomes)).toEqual(['SLOT_TAKEN', 'SLOT_TAKEN', 'done', 'done'])
        expect(await broken(there)).toEqual([])
        for (const one of outcomes) if (one.ok) await there.owner.bookings.cancel({ bookingId: one.value.id })
      }
    })
  })
}
