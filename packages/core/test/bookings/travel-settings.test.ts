import { describe, expect, it } from 'vitest'
import { createEngine } from '../../src/create-engine.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { openBookedStudio } from './studio.ts'

describe('the ways between branches and places', () => {
  it('are saved where both ends are known, else the end that is misspelt is named', async () => {
    const { owner } = await openBookedStudio()
    await owner.resources.add({ code: 'garden', name: 'Garden', kind: 'place', address: '8 Park Road' })
    const save = (from: string, to: string) =>
      owner.settings.change({ plugin: 'bookings', set: { travel: [{ from, to, minutes: 25 }] } })
    await save('main', 'place:garden')
    await expect(save('main', 'place:gardn')).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      details: {
        ...{ plugin: 'bookings', setting: 'travel.0.to' },
        rule: 'must be the id of a branch, or "place:" and the code of a place (there are main, west, place:garden), got "place:gardn"',
      },
    })
    await expect(save('mian', 'place:garden')).rejects.toMatchObject({ details: { setting: 'travel.0.from' } })
    // A place without its prefix, and one that is a room.
    await expect(save('main', 'garden')).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    await expect(save('main', 'place:white')).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    // What was saved before stands.
    const { value } = await owner.settings.read({ plugin: 'bookings' })
    expect(value.travel).toEqual([{ from: 'main', to: 'place:garden', minutes: 25 }])
    await owner.settings.change({ plugin: 'bookings', set: { travel: null } })
  })

  it('name branches that there are when an engine starts; places may be entered later', async () => {
    const start = (to: string) =>
      createEngine({
        storage: memory(),
        studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', branches: { main: {}, west: {} } },
        settings: { bookings: { travel: [{ from: 'main', to, minutes: 25 }] } },
        background: false,
      })
    await expect(start('wset')).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      details: { plugin: 'bookings', setting: 'travel.0.to', rule: expect.stringContaining('there are main, west') },
    })
    await expect(start('place:')).rejects.toMatchObject({ code: 'SETTINGS_INVALID' })
    for (const to of ['west', 'place:garden']) await (await start(to)).close()
  })
})
