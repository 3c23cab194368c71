/** The made-up studio as the search has it in memory, and the services that it offers. */
import { slotSearch } from '@calotype/core'
import {
  closes,
  daysBooked,
  firstMinute,
  type MadeUpResource,
  type MadeUpStudio,
  minutesPerDay,
  opens,
} from './made-up-bookings.ts'

/** What is asked for, by the name of the service. */
export type ServicesInMemory = Readonly<Record<string, readonly slotSearch.SearchRequirement[]>>

function standing(made: MadeUpResource, alwaysOpen: boolean): slotSearch.SearchResource {
  const open: number[] = []
  for (let on = 0; on < daysBooked; on++) {
    if (!made.works(on)) continue
    open.push(firstMinute + on * minutesPerDay + opens, firstMinute + on * minutesPerDay + closes)
  }
  return slotSearch.searchResource({
    id: made.code,
    open: alwaysOpen ? [firstMinute - minutesPerDay, firstMinute + (daysBooked + 1) * minutesPerDay] : open,
    claims: made.claims,
    load: made.claims.length * 100,
  })
}

export function servicesInMemory({ people, photographs, makesUp, rooms, dresses }: MadeUpStudio): ServicesInMemory {
  const known = new Map([
    ...[...people, ...rooms].map((one) => [one, standing(one, false)] as const),
    ...dresses.map((one) => [one, standing(one, true)] as const),
  ])
  const pool = (made: readonly MadeUpResource[], before = 0, after = 0): slotSearch.PoolMember[] =>
    made.flatMap((one) => {
      const resource = known.get(one)
      return resource === undefined ? [] : [{ resource, before, after }]
    })
  const throughout = { from: { of: 'start', minutes: 0 }, to: { of: 'end', minutes: 0 } } as const
  const needs = (name: string, members: slotSearch.PoolMember[], count = 1): slotSearch.SearchRequirement => ({
    ...{ name, pool: members, count, quantity: 1, ...throughout, ranking: 'leastLoaded' },
  })
  const photographer = needs('photographer', pool(photographs))
  const room = needs('room', pool(rooms, 0, 15))
  const makeUp = {
    ...needs('make-up', pool(makesUp)),
    from: { of: 'start', minutes: -60 },
    to: { of: 'start', minutes: 0 },
  } as const
  const dress = { ...needs('dress', pool(dresses, 0, minutesPerDay)), from: { of: 'start', minutes: -60 } } as const
  return {
    portrait: [photographer, room],
    bridal: [photographer, makeUp, room, dress],
    // Two photographers and an assistant of the whole staff: who photographs cannot assist.
    event: [needs('photographers', pool(photographs), 2), needs('assistant', pool(people)), room],
    // One dress of its own, which is at the cleaner's after each day.
    ownDress: [photographer, makeUp, room, { ...dress, pool: dress.pool.slice(0, 1) }],
  }
}
