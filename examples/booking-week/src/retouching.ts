/** When the work after the shoots is done, and what could be promised on top of it. */
import type { Paid } from './deposits.ts'
import { minutesOfRetouching, type StudioAtWork } from './studio.ts'

/** `shot` is how many lines of orders were shot. */
export async function printRetouching(studio: StudioAtWork, paid: readonly Paid[], shot: number): Promise<void> {
  const { manager, print, checks, clock } = studio
  print.step(clock.moveTo('20:15'), 'Lily has copied everything to two places; now it is sorted out')
  await copyImages(studio, paid)
  const { pieces, departments, people } = await manager.agenda.production({ departments: ['postProduction'], days: 14 })
  const [department] = departments
  if (department === undefined) throw new Error('there is no such department')
  print.table(
    ['day', 'free minutes', 'planned', ...people.map(({ resource }) => resource)],
    department.days
      .filter(({ capacity, planned }) => capacity > 0 || planned > 0)
      .map(({ date, capacity, planned }) => [
        ...[date, `${capacity}`, `${planned}`],
        ...people.map(({ days }) => `${days.find((day) => day.date === date)?.pieces.length ?? 0}`),
      ]),
  )
  const late = pieces.filter(({ willBeLate }) => willBeLate)
  print.line(
    `${late.length} of ${pieces.length} will be late; the next can be promised for ${department.earliestPromise}`,
  )
  checks.is('lines that wait for it', pieces.length, shot)
  const planned = people.flatMap(({ days }) => days).reduce((sum, day) => sum + day.planned, 0)
  const left = pieces.filter(({ finishesAt }) => finishesAt === null).length
  checks.is('minutes that are laid out', planned, (shot - left) * minutesOfRetouching)
}

async function copyImages({ desk, retoucher }: StudioAtWork, paid: readonly Paid[]): Promise<void> {
  for (const { orderId } of paid) {
    const { lines } = await desk.orders.get({ orderId })
    for (const { id: lineId, stage } of lines) {
      if (stage !== 'shot') continue
      await retoucher.orders.moveStage({ lines: [{ orderId, lineId }], from: 'shot', checks: { copiedTwice: true } })
    }
  }
}
