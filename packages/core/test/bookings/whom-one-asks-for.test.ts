/** Whoever is asked for is booked, or nobody: also where others would do, and where somebody is booked over. */
import { describe, expect, it } from 'vitest'
import { codeOf, day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

/** Cleo photographs as well as doing make-up; a couple takes two photographers. */
async function openWithCouples() {
  const studio = await openBookedStudio()
  const { manager, ids } = studio
  const skills = [
    { skill: 'photo', level: 1 },
    { skill: 'make-up', level: 5 },
  ]
  await manager.resources.update({ resourceId: ids.cleo, skills })
  await manager.bookings.saveService({
    ...{ code: 'couple', name: '双人', duration: 60 },
    requirements: [{ name: 'photographers', skill: { name: 'photo' }, count: 2 }],
  })
  return studio
}

const codes = ({ resources }: { readonly resources: readonly { readonly code: string }[] }) =>
  resources.map(({ code }) => code)

describe('one of two who are wanted', () => {
  it('is booked with somebody else beside, and where that one is not free, nobody is', async () => {
    const { manager } = await openWithCouples()
    const resources = { photographers: ['anna'] }
    const wanted = { service: 'couple', startsAt: day(2, 11), resources }
    const first = await manager.bookings.book(wanted)
    expect(codes(first)).toContain('anna')
    await manager.bookings.cancel({ bookingId: first.id })
    // Ben and Cleo are free then: it is Anna who was asked for.
    await manager.bookings.book({
      ...wanted,
      service: 'portrait',
      resources: { photographer: ['anna'], 'make-up': ['dora'] },
    })
    const { items } = await manager.bookings.slots({ service: 'couple', resources, date: '2026-11-24', limit: 100 })
    expect(items.map(({ startsAt }) => startsAt)).not.toContain(day(2, 11))
    const { requirements } = await manager.bookings.explain(wanted)
    expect(requirements.map(({ name, needed, free }) => [name, needed, free])).toEqual([
      ['photographers', 1, 0],
      ['photographers', 1, 2],
    ])
    expect(await codeOf(manager.bookings.book(wanted))).toBe('SLOT_TAKEN')
    const { items: later } = await manager.bookings.slots({
      ...{ service: 'couple', resources, from: day(2, 12), limit: 1, withResources: true },
    })
    expect(later[0]?.resources).toMatchObject([{ requirement: 'photographers', codes: ['anna', expect.anything()] }])
  })

  it('counts once, by whichever of their names', async () => {
    const { manager, ids } = await openWithCouples()
    const named = { photographers: ['anna', ids.anna] }
    const booked = await manager.bookings.book({ service: 'couple', startsAt: day(2, 11), resources: named })
    expect(codes(booked)).toHaveLength(2)
    expect(codes(booked)).toContain('anna')
  })
})

describe('who is asked for and booked over', () => {
  it('serves what they were asked for, and nobody takes them for something before it', async () => {
    const { manager } = await openWithCouples()
    // Anna and Ben are busy at eleven; Cleo is free to photograph, but is asked for to do the make-up.
    for (const who of ['anna', 'ben']) {
      const taken = {
        service: 'portrait',
        startsAt: day(2, 11),
        resources: { photographer: [who], 'make-up': ['dora'] },
      }
      await manager.bookings.book({ ...taken, overbook: true, reason: 'two at once' })
    }
    const over = await manager.bookings.book({
      ...{ service: 'portrait', startsAt: day(2, 11), resources: { 'make-up': ['cleo'] } },
      ...{ overbook: true, reason: 'a friend of the house' },
    })
    expect(over).toMatchObject({ allowed: 'overbooked' })
    expect(over.resources.find(({ requirement }) => requirement === 'make-up')).toMatchObject({ code: 'cleo' })
  })
})
