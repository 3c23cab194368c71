import { backFrom, leads, passedOver, undoneBetween, waitsFor } from '../naive-flows.ts'
import { dayAfter, enter, flowOf, type NaiveLine, type NaiveOrder, undoWork } from '../naive-orders.ts'
import type { OrderStep } from '../order-step.ts'
import type { Refusal } from '../../storage/attempted.ts'
import type { OrderWorld } from '../order-world.ts'

interface Held {
  readonly order: NaiveOrder
  readonly line: NaiveLine
}

const staff = ['ann', 'bob', 'cai']

/** Up to three lines of one flow that stand in one stage, of any orders of a branch. */
function linesTogether(world: OrderWorld, fits: (line: NaiveLine) => boolean): Held[] {
  const first = world.lineWhere(fits)
  if (first === undefined || first.line.stage === 'cancelled') return first === undefined ? [] : [first]
  const alike = world.orders
    .filter(({ branch }) => branch === first.order.branch)
    .flatMap((order) => order.lines.map((line) => ({ order, line })))
    .filter(({ line }) => line !== first.line && line.flow === first.line.flow && line.stage === first.line.stage)
  return world.random.chance(0.3) ? [first, ...alike.slice(0, 2)] : [first]
}

const onItsWay = (line: NaiveLine): boolean =>
  line.stage !== 'cancelled' && line.hold === null && waitsFor(flowOf(line), line.stage)?.delivers === false

export const references = (held: readonly Held[]) =>
  held.map(({ order, line }) => ({ orderId: order.id, lineId: line.id }))

export const namesOf = (held: readonly Held[]): string =>
  held.map(({ order, line }) => `line ${line.line} of ${order.number}`).join(', ')

interface Given {
  readonly to: string | undefined
  readonly reason: boolean
  readonly answers: boolean
}

/** Whether and why a line may not go to a stage. */
function refusalsOf(line: NaiveLine, { to, reason, answers }: Given, shootDate: string | undefined): Refusal[] {
  if (line.hold !== null) return ['LINE_HELD']
  const flow = flowOf(line)
  if (!flow.some(({ name }) => name === line.stage)) return ['STAGE_UNKNOWN']
  const target = to ?? waitsFor(flow, line.stage)?.name
  if (target === undefined || target === line.stage) return ['STAGE_MOVE_REFUSED']
  const wanted = flow.find(({ name }) => name === target)
  if (wanted === undefined) return ['STAGE_UNKNOWN']
  if (!leads(flow, line.stage, target)) {
    return [!backFrom(flow, line.stage).includes(target) && 'STAGE_MOVE_REFUSED', !reason && 'REASON_MISSING']
  }
  const passed = passedOver(flow, line.stage, target)
  const asks = Object.keys(wanted.asks).length > 0
  return [
    [wanted, ...passed].some(({ delivers }) => delivers) && 'STAGE_BY_PICKUP',
    asks && !answers && 'CHECKS_OPEN',
    wanted.needsDay && (shootDate ?? line.shootDate) === null && 'LINE_FIELD_MISSING',
    passed.some(({ optional }) => !optional) && !reason && 'REASON_MISSING',
  ]
}

async function moved(world: OrderWorld, held: readonly Held[], given: Given): Promise<string> {
  const { random } = world
  const [first] = held
  if (first === undefined) return 'no line'
  const { order, line } = first
  const from = random.chance(0.05) ? 'preEdited' : line.stage
  const { to, reason, answers } = given
  const flow = flowOf(line)
  const known = flow.some(({ name }) => name === line.stage)
  const target = to ?? (known ? waitsFor(flow, line.stage)?.name : undefined)
  const stage = flow.find(({ name }) => name === target)
  const forward = known && stage !== undefined && leads(flow, line.stage, stage.name)
  const asked = forward && answers ? stage.asks : {}
  const assigneeId = random.chance(0.3) ? random.pick(staff) : undefined
  const shootDate = random.chance(stage?.needsDay === true ? 0.9 : 0.15)
    ? dayAfter(world.today, random.below(20))
    : undefined
  const due = random.chance(0.1) ? dayAfter(world.today, random.below(9)) : undefined
  const branch = world.branchFor(order)
  const what = `${namesOf(held)} from ${from} to ${to ?? 'what is next'}`
  const { goods, studio } = world
  const lines = held.map((one) => one.line)
  const undone = known && stage !== undefined && !forward ? undoneBetween(flow, line.stage, stage.name) : []
  const taken = forward ? goods.takenAt(lines, stage.name) : []
  const brought = goods.backFrom(lines, undone)
  const answer = await world.attempt(
    `to move ${what}`,
    [
      ...held.map((one) => one.line.stage !== from && 'LINE_MOVED_ON'),
      ...held.flatMap((one) => refusalsOf(one.line, given, shootDate)),
      goods.isShortOf(branch, taken) && 'OUT_OF_STOCK',
      goods.isOfAnother(branch, brought) && 'GOODS_GIVEN_ELSEWHERE',
    ],
    () =>
      studio.desks[branch].orders.moveStage({
        lines: references(held),
        from,
        to,
        ...asked,
        ...(reason ? { reason: 'so it was' } : {}),
        assigneeId,
        shootDate,
        due,
      }),
  )
  if (answer === undefined || stage === undefined) return what
  goods.bringBack(branch, brought, studio.clock.now)
  goods.take(branch, taken, studio.clock.now)
  for (const one of held) {
    const { line: moving } = one
    const actor = world.actorAt(branch)
    if (forward) {
      const work = {
        branch: one.order.branch,
        stage: stage.name,
        department: stage.department,
        staffId: moving.assigneeId ?? actor,
      }
      if (stage.turn === 'studio') moving.work.push({ ...work, redo: moving.redo, after: moving.came.length })
      if (stage.shoot) moving.shootDate = world.today
    } else {
      undoWork(moving, stage.name, undone)
    }
    moving.shootDate = shootDate ?? moving.shootDate
    const until = moving.redoUntil
    if (until !== null && (until === stage.name || leads(flow, until, stage.name))) {
      moving.redo = null
      moving.redoUntil = null
    }
    enter(moving, stage.name, { date: world.today, promised: one.order.promised })
    if (waitsFor(flow, stage.name) === null) continue
    moving.assigneeId = assigneeId ?? null
    moving.due = due ?? moving.due
  }
  return what
}

export const moveOn: OrderStep = {
  name: 'move on',
  weight: 14,
  act: (world) =>
    moved(world, linesTogether(world, onItsWay), { to: undefined, reason: false, answers: world.random.chance(0.95) }),
}

export const moveAnywhere: OrderStep = {
  name: 'move anywhere',
  weight: 4,
  act(world) {
    const held = linesTogether(world, (line) => line.stage !== 'cancelled' && line.flow !== 'handover')
    const flow = held[0] === undefined ? [] : flowOf(held[0].line)
    const to = world.random.chance(0.05)
      ? 'dreaming'
      : world.random.pick(flow.length === 0 ? ['shot'] : flow.map(({ name }) => name))
    return moved(world, held, { to, reason: world.random.chance(0.8), answers: true })
  },
}

export const assign: OrderStep = {
  name: 'assign',
  weight: 2,
  async act(world) {
    const held = linesTogether(world, (line) => line.stage !== 'cancelled')
    const [first] = held
    if (first === undefined) return 'no line'
    const assigneeId = world.random.chance(0.2) ? null : world.random.pick(staff)
    const due = world.random.chance(0.3) ? dayAfter(world.today, world.random.below(9)) : undefined
    const what = `${namesOf(held)} to ${assigneeId}`
    const ended = ({ line }: Held): boolean => line.stage === 'cancelled' || waitsFor(flowOf(line), line.stage) === null
    const answer = await world.attempt(`to assign ${what}`, [held.some(ended) && 'SIDE_STATE_REFUSED'], () =>
      world.deskFor(first.order).orders.assign({ lines: references(held), assigneeId, due }),
    )
    if (answer === undefined) return what
    for (const { line } of held) {
      line.assigneeId = assigneeId
      line.due = due ?? line.due
    }
    return what
  },
}
