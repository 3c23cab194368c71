/** A studio whose packages walk all stages, and lines brought as far as a test needs. */
import type { MoveStage } from '../../src/orders/index.ts'
import { furnished } from './studio.ts'

type Furnished = Awaited<ReturnType<typeof furnished>>
type Given = Parameters<typeof furnished>[0]

/** What the stages of the house ask for. */
export const asked: Readonly<Record<string, Pick<MoveStage, 'checks' | 'result' | 'shootDate'>>> = {
  scheduled: { shootDate: '2026-12-05' },
  ingested: { checks: { copiedTwice: true } },
  retouchChecked: { checks: { imagesComplete: true } },
  designChecked: { checks: { namesAndDates: true } },
  inspected: { checks: { countComplete: true }, result: 'passed' },
}

/** The usual way of a package with a shoot, up to the shelf. */
export const usualWay = [
  'scheduled',
  'styled',
  'shot',
  'ingested',
  'preEdited',
  'selecting',
  'selected',
  'retouching',
  'retouchChecked',
  'designing',
  'designChecked',
  'awaitingProof',
  'approved',
  'sentOut',
  'returned',
  'inspected',
  'ready',
] as const

export async function walking(given: Given = {}) {
  const studio = await furnished({ settings: {}, ...given })
  const place = (items: readonly string[], more: object = {}, desk: Furnished['desk'] = studio.desk) =>
    desk.orders.place({ customerId: studio.customer.id, lines: items.map((item) => ({ item })), ...more })
  /** One package in its first stage. */
  const shoot = async (more: object = {}) => {
    const order = await place(['wedding-classic'], more)
    const reference = { orderId: order.id, lineId: order.lines[0]?.id ?? '' }
    return { order, reference, lines: [reference] }
  }
  /** Moves lines along the usual way up to a stage. */
  const bring = async (
    lines: MoveStage['lines'],
    to: string,
    from = 'ordered',
    desk: Furnished['desk'] = studio.desk,
  ) => {
    let stage = from
    for (const next of usualWay.slice(usualWay.indexOf(from as 'shot') + 1)) {
      await desk.orders.moveStage({ lines, from: stage, to: next, ...asked[next] })
      stage = next
      if (next === to) break
    }
    return stage
  }
  const lineOf = async ({ orderId, lineId }: { readonly orderId: string; readonly lineId: string }) => {
    const order = await studio.desk.orders.get({ orderId })
    const line = order.lines.find(({ id }) => id === lineId)
    if (line === undefined) throw new Error(`no line ${lineId}`)
    return { ...line, status: order.status, revision: order.revision }
  }
  return { ...studio, place, shoot, bring, lineOf }
}
