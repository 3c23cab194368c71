/** Lines as a studio has them after years: most are closed, one in ten is under way in one of several departments. */
import type { Row } from '@calotype/core'

/** Where lines under way stand: their stage, what they wait for, and whose work that is. */
const underWay = [
  ['ordered', 'scheduled', 'reception'],
  ['shot', 'ingested', 'postProduction'],
  ['retouching', 'retouchChecked', 'postProduction'],
  ['designing', 'designChecked', 'design'],
  ['sentOut', 'returned', 'lab'],
  ['ready', 'pickedUp', 'pickup'],
] as const
const people = 40

const dayOf = (days: number): string => new Date(Date.UTC(2026, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)

/** For the filler of orders: one line in ten is under way, due within half a year around today; the others are closed. */
export function underWayOrClosed(line: Row, made: number): Row {
  if (made % 10 !== 0) {
    const closed = { stage: 'closed', progress: 'pickedUp', handsOver: false, nextStage: null, department: null }
    return { ...line, ...closed, turn: null, stageDue: null, pickedUpDate: line['stageDate'] ?? null }
  }
  const [stage, nextStage, department] = underWay[(made / 10) % underWay.length] ?? underWay[0]
  const due = dayOf((made * 7919) % 400)
  return {
    ...line,
    flow: 'shoot',
    stage,
    nextStage,
    department,
    progress: 'inProgress',
    handsOver: false,
    stageDue: due,
    stageChangedAt: `${due}T02:00:00.000Z`,
    assigneeId: `person-${(made / 10) % people}`,
  }
}
