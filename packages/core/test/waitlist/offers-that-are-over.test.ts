import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { at, openWaitingStudio } from './studio.ts'

/** Wang was offered a time that nobody answered for, Li was offered one later, and Zhao waits behind both; nobody noted yet that an hour passed. */
async function openUnnoted() {
  const { adapter, statements } = counting(memory())
  const studio = await openWaitingStudio({ storage: adapter, settings: { answerMinutes: 60 } })
  const { clock, fill, join, pass, wang, li, zhao } = studio
  const { cancel } = await fill(24, 25)
  const entries = { wang: await join(wang), li: await join(li), zhao: await join(zhao) }
  await cancel(24, 10)
  await pass(30)
  await cancel(24, 11)
  clock.now = new Date(Date.parse(clock.now) + 30 * 60_000).toISOString()
  statements.length = 0
  return { ...studio, entries, statements }
}

describe('an offer that is over, before anybody noted it,', () => {
  it('is told as expired, and its entry as one that waits', async () => {
    const { read, entries, manager } = await openUnnoted()
    const told = await read(entries.wang)
    expect(told).toMatchObject({ state: 'waiting', offer: null, ahead: 0, offers: 1 })
    expect(told.offersMade).toMatchObject([{ state: 'expired', startsAt: at(24, 10), deposit: null }])
    expect(await read(entries.li)).toMatchObject({ state: 'offered', offer: { state: 'open' }, ahead: null })
    expect((await read(entries.zhao)).ahead).toBe(1)
    const { items } = await manager.waitlist.list({})
    expect(items.map(({ id, state, offer }) => [id, state, offer?.state])).toEqual([
      [entries.wang, 'waiting', undefined],
      [entries.li, 'offered', 'open'],
      [entries.zhao, 'waiting', undefined],
    ])
  })

  it('is found by the states that are told, before it is noted as after', async () => {
    const { entries, manager, engine } = await openUnnoted()
    const found = async (...states: readonly ('waiting' | 'offered' | 'booked')[]) => {
      const { items } = await manager.waitlist.list({ states: [...states] })
      return items.map(({ id, state }) => [id, state])
    }
    const wang = [entries.wang, 'waiting']
    const [li, zhao] = [
      [entries.li, 'offered'],
      [entries.zhao, 'waiting'],
    ]
    expect(await found('waiting')).toEqual([wang, zhao])
    expect(await found('waiting', 'booked')).toEqual([wang, zhao])
    expect(await found('offered')).toEqual([li])
    expect(await found('offered', 'waiting')).toEqual([wang, li, zhao])
    // Noted, it is the next one's: Zhao is offered what Wang did not answer for.
    await engine.settle()
    expect(await found('waiting')).toEqual([wang])
    expect(await found('offered')).toEqual([li, [entries.zhao, 'offered']])
  })

  it('asks for no deposit, and is looked for only where it makes a difference', async () => {
    const { entries, read, manager, statements, clock } = await openUnnoted()
    const of = async (work: () => Promise<unknown>) => {
      statements.length = 0
      await work()
      return statements.filter((one) => !/^(begin|commit)$/.test(one))
    }
    const [list, offers] = ['find waitlist_entries', 'find waitlist_offers']
    const holds = 'find bookings_bookings'
    expect(await of(() => manager.waitlist.list({}))).toEqual([list, offers, holds])
    expect(await of(() => manager.waitlist.list({ states: ['offered'] }))).toEqual([offers, list, offers, holds])
    const reading = [list, offers, 'find waitlist_events']
    const ahead = [offers, 'aggregate waitlist_entries']
    expect(await of(() => read(entries.wang))).toEqual([...reading, ...ahead])
    clock.now = new Date(Date.parse(clock.now) + 60 * 60_000).toISOString()
    expect(await of(() => manager.waitlist.list({}))).toEqual([list, offers])
  })
})
