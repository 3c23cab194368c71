/** As few people and rooms as clients fight over, and what they are wanted for. */
import { openEveryDay, type StudioDesk } from './stored-studio.ts'

const duration = 90
const photographer = { name: 'photographer', kind: 'person' } as const
const room = { name: 'room', kind: 'room', after: 15 } as const

export const smallService = { code: 'portrait', duration } as const

/** Answers the ids of the photographers and of the rooms: so many of each. */
export async function furnishSmall(
  desk: StudioDesk,
  count: number,
): Promise<readonly [readonly string[], readonly string[]]> {
  await openEveryDay(desk)
  const add = async (kind: 'person' | 'room'): Promise<readonly string[]> => {
    const ids: string[] = []
    for (let at = 0; at < count; at++) {
      const code = `${kind}-${at}`
      ids.push((await desk.resources.add({ code, name: code, kind })).id)
    }
    return ids
  }
  const [people, rooms] = [await add('person'), await add('room')]
  const requirements = [photographer, room]
  await desk.bookings.saveService({ ...smallService, name: '写真', horizon: 1826, requirements })
  return [people, rooms]
}
