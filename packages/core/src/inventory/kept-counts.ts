/** What comes with a movement that is dated before a count, so that what was counted stands. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import type { LineInPlace } from './check-lines.ts'
import { datedBack } from './hook-points.ts'
import type { KeptCount, KeptLine, MovementDraft } from './movement-draft.ts'

export interface Keeping {
  readonly count: KeptCount
  readonly movementId: string
  readonly at: Instant
  readonly businessDate: CalendarDate
  readonly draft: MovementDraft
  readonly lines: readonly LineInPlace[]
}

interface DatedDraft {
  readonly draft: MovementDraft
  readonly at: Instant
  readonly lines: readonly LineInPlace[]
}

/** Asks those who keep counts; nobody where nothing moves, or nothing of the past. */
export async function keptCounts(context: CommandContext, dated: DatedDraft): Promise<readonly Keeping[]> {
  const { draft, at, lines } = dated
  const { branch, studio, now } = context
  if (at >= now || draft.kind === 'priceCorrection') return []
  const counts: KeptCount[] = []
  await context.raise(datedBack, { branch, at, draft, lines, keep: (count) => counts.push(count) })
  refuseOthers(lines, counts)
  return counts.map((count) => {
    const { stocktakeId, reference } = count
    const inPlace = count.lines.map((line) => lineInPlace(lines, line))
    return {
      count,
      movementId: context.newId(),
      at: count.at,
      businessDate: studio.days(branch).dateOf(count.at),
      draft: { kind: 'count', at: count.at, stocktakeId, reference, lines: inPlace },
      lines: inPlace,
    }
  })
}

/** The row of the item and the location are those of the line that it makes up for. */
function lineInPlace(lines: readonly LineInPlace[], { lotId, serialId, ...line }: KeptLine): LineInPlace {
  const same = lines.find((one) => one.itemId === line.itemId && one.locationId === line.locationId)
  if (same === undefined) throw new Error(`item "${line.itemId}" at "${line.locationId}" does not move`)
  const { item, location } = same
  return { ...line, item, location, lotId: lotId ?? undefined, serialId: serialId ?? undefined }
}

export const thingKey = (
  line: Pick<LineInPlace, 'itemId' | 'locationId'> & Partial<Record<'lotId' | 'serialId', string | null | undefined>>,
): string => `${line.itemId} ${line.locationId} ${line.lotId ?? ''} ${line.serialId ?? ''}`

/** Whatever is kept of a place must leave it as it is now. */
function refuseOthers(lines: readonly LineInPlace[], counts: readonly KeptCount[]): void {
  const kept = counts.flatMap((count) => count.lines)
  for (const line of kept) {
    const key = thingKey(line)
    const sum = [...lines, ...kept].reduce((all, one) => (thingKey(one) === key ? all + one.quantity : all), 0)
    if (sum !== 0) throw new Error(`what is kept of "${key}" differs by ${sum} from what moves`)
  }
}
