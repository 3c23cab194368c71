import { leads, stageOf, undoneBetween, waitsFor } from '../naive-flows.ts'
import { dayAfter, dueOf, enter, flowOf, isClosed, isOver, progressOf } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import type { OrderWorld } from '../order-world.ts'
import { references } from './move.ts'

export const hold: OrderStep = {
  name: 'hold a line',
  weight: 2,
  async act(world) {
    const found = world.lineWhere((one) => !isOver(one) && one.hold === null)
    if (found === undefined) return 'no line'
    const { order, line } = found
    const cause = world.random.pick(['arrears', 'customer', 'studio', 'supplier'] as const)
    const what = `line ${line.line} of ${order.number} for ${cause}`
    const ended = line.stage === 'cancelled' || waitsFor(flowOf(line), line.stage) === null
    const answer = await world.attempt(
      `to hold ${what}`,
      [line.hold !== null && 'LINE_HELD', ended && 'SIDE_STATE_REFUSED', line.stage === 'cancelled' && 'STAGE_UNKNOWN'],
      () => world.deskFor(order).orders.hold({ lines: references([found]), cause }),
    )
    if (answer !== undefined) line.hold = cause
    return what
  },
}

export const release: OrderStep = {
  name: 'release a line',
  weight: 3,
  async act(world) {
    const found = world.lineWhere((one) => one.hold !== null)
    if (found === undefined) return 'no line'
    const { order, line } = found
    const what = `line ${line.line} of ${order.number}`
    const answer = await world.attempt(`to release ${what}`, [line.hold === null && 'SIDE_STATE_REFUSED'], () =>
      world.deskFor(order).orders.release({ lines: references([found]) }),
    )
    if (answer !== undefined) line.hold = null
    return what
  },
}

async function redo(world: OrderWorld, kind: 'rework' | 'reshoot'): Promise<string> {
  const { random } = world
  const begins = (one: Parameters<typeof isOver>[0]): readonly string[] =>
    one.stage === 'cancelled' ? [] : stageOf(flowOf(one), one.stage)[kind]
  const found = world.lineWhere((one) => begins(one).length > 0 && one.hold === null)
  if (found === undefined) return 'no line'
  const { order, line } = found
  const flow = flowOf(line)
  const allowed = begins(line)
  const to = random.chance(0.4)
    ? undefined
    : random.pick(random.chance(0.85) && allowed.length > 0 ? allowed : ['shot'])
  const target = to ?? allowed[0]
  const assigneeId = random.chance(0.4) ? 'ann' : undefined
  const shootDate = random.chance(0.4) ? dayAfter(world.today, random.below(20)) : undefined
  const again = target === undefined || !allowed.includes(target) ? [] : undoneBetween(flow, line.stage, target)
  const kept = again.some((name) => stageOf(flow, name).shoot) ? null : line.shootDate
  const needsDay = target !== undefined && allowed.includes(target) && stageOf(flow, target).needsDay
  const payer = random.pick(['studio', 'customer'] as const)
  const what = `line ${line.line} of ${order.number} from ${line.stage} to ${to ?? 'the first'}`
  const start = kind === 'rework' ? ('startRework' as const) : ('startReshoot' as const)
  const answer = await world.attempt(
    `to ${kind} ${what}`,
    [
      line.hold !== null && 'LINE_HELD',
      line.stage === 'cancelled' && 'STAGE_UNKNOWN',
      (target === undefined || !allowed.includes(target)) && 'SIDE_STATE_REFUSED',
      needsDay && (shootDate ?? kept) === null && 'LINE_FIELD_MISSING',
    ],
    () =>
      world.deskFor(order).orders[start]({
        lines: references([found]),
        from: line.stage,
        to,
        cause: 'quality',
        payer,
        reason: 'not as agreed',
        assigneeId,
        shootDate,
      }),
  )
  if (answer === undefined || target === undefined) return what
  world.goods.beginAgain([line], again)
  world.goods.payers.set(line, payer)
  line.shootDate = shootDate ?? kept
  if (line.redoUntil === null || !leads(flow, line.stage, line.redoUntil)) line.redoUntil = line.stage
  line.redo = kind
  enter(line, target, { date: world.today, promised: order.promised })
  line.assigneeId = assigneeId ?? null
  return what
}

export const rework: OrderStep = { name: 'rework', weight: 3, act: (world) => redo(world, 'rework') }
export const reshoot: OrderStep = { name: 'reshoot', act: (world) => redo(world, 'reshoot') }

export const promise: OrderStep = {
  name: 'promise',
  weight: 2,
  async act(world) {
    const order = world.orderWhere((one) => !isClosed(one))
    if (order === undefined) return 'no order'
    const promisedDate = world.random.chance(0.2) ? null : `2026-12-${10 + world.random.below(20)}`
    const what = `${order.number} by ${promisedDate}`
    const answer = await world.attempt(`to promise ${what}`, [isClosed(order) && 'ORDER_CLOSED'], () =>
      world.deskFor(order).orders.promise({ orderId: order.id, promisedDate }),
    )
    if (answer === undefined) return what
    order.promised = promisedDate
    for (const line of order.lines) {
      if (progressOf(line) === 'cancelled') continue
      if (waitsFor(flowOf(line), line.stage)?.due?.[0] === 'promise') line.due = dueOf(line, promisedDate)
    }
    return what
  },
}
