import { describe, expect, it } from 'vitest'
import { on, veto } from '../../src/engine/hook.ts'
import { orderStageMoved, stageMoving } from '../../src/orders/index.ts'
import { trialBalanceIsZero } from './studio.ts'
import { asked, usualWay, walking } from './walking.ts'

const saying = (message: string | RegExp) => (typeof message === 'string' ? message : expect.stringMatching(message))

describe('a line on its way', () => {
  it('begins where its flow begins, waiting for the next stage', async () => {
    const { shoot, lineOf } = await walking()
    const { order, reference } = await shoot()
    expect(order.status).toBe('open')
    expect(await lineOf(reference)).toMatchObject({
      flow: 'shoot',
      flowVersion: '1',
      stage: 'ordered',
      stageDate: '2026-11-22',
      progress: 'ordered',
      handsOver: false,
      nextStage: 'scheduled',
      department: 'reception',
      turn: 'customer',
      stageDue: '2026-11-25',
      assigneeId: null,
      hold: null,
      redo: null,
    })
  })

  it('walks all its stages to the shelf, is picked up and closed', async () => {
    const studio = await walking()
    const { desk, shoot, bring, lineOf } = studio
    const { order, reference, lines } = await shoot({ payment: { legs: [{ method: 'card', amount: '4999.00' }] } })
    await bring(lines, 'ready')
    expect(await lineOf(reference)).toMatchObject({
      stage: 'ready',
      progress: 'ready',
      status: 'ready',
      turn: 'customer',
    })
    const handed = await desk.orders.pickUp({ orderId: order.id })
    expect(handed).toMatchObject({ status: 'completed', lines: [{ stage: 'pickedUp', pickedUpDate: '2026-11-22' }] })
    const closed = await desk.orders.moveStage({ lines, from: 'pickedUp' })
    expect(closed.lines[0]).toMatchObject({ stage: 'closed', nextStage: null, department: null, stageDue: null })
    expect(closed.orders[0]).toMatchObject({ status: 'completed' })
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.map(({ toStage }) => toStage)).toEqual([...usualWay, 'pickedUp', 'closed'])
    expect((await desk.statistics.dailySummary()).pickups).toMatchObject({ customers: 1 })
    await trialBalanceIsZero(studio)
  })

  it('keeps when it entered a stage, who brought it there, and what was answered', async () => {
    const { desk, as, clock, shoot, bring } = await walking()
    const { order, lines } = await shoot()
    await bring(lines, 'shot')
    clock.at = '2026-11-23T02:00:00.000Z'
    await as('retoucher').orders.moveStage({ lines, from: 'shot', ...asked['ingested'] })
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({
      kind: 'moved',
      stage: 'shot',
      enteredAt: '2026-11-22T02:00:00.000Z',
      toStage: 'ingested',
      at: '2026-11-23T02:00:00.000Z',
      businessDate: '2026-11-23',
      actor: 'the-retoucher',
      department: 'postProduction',
      checks: { copiedTwice: true },
    })
  })

  it('has due dates by the shoot, once that is known', async () => {
    const { desk, shoot, lineOf, bring } = await walking()
    const { reference, lines } = await shoot()
    await desk.orders.moveStage({ lines, from: 'ordered', shootDate: '2026-12-01' })
    expect(await lineOf(reference)).toMatchObject({
      nextStage: 'styled',
      stageDue: '2026-12-01',
      shootDate: '2026-12-01',
    })
    await bring(lines, 'shot', 'scheduled')
    // Shot earlier than planned.
    expect(await lineOf(reference)).toMatchObject({
      nextStage: 'ingested',
      stageDue: '2026-11-23',
      shootDate: '2026-11-22',
    })
  })

  it('goes with others in one command, each by its own flow', async () => {
    const { desk, place } = await walking()
    const one = await place(['wedding-classic', 'album-12'])
    const other = await place(['wedding-classic'])
    const lines = [one, other].map(({ id, lines: [line] }) => ({ orderId: id, lineId: line?.id ?? '' }))
    const moved = await desk.orders.moveStage({ lines, from: 'ordered', assigneeId: 'chen', shootDate: '2026-12-05' })
    expect(moved.lines.map(({ orderId, stage, assigneeId }) => [orderId, stage, assigneeId])).toEqual([
      [one.id, 'scheduled', 'chen'],
      [other.id, 'scheduled', 'chen'],
    ])
    expect(moved.orders.map(({ status }) => status)).toEqual(['inProgress', 'inProgress'])
  })

  it('moves once for one key, and answers the same again', async () => {
    const { desk, shoot, lineOf } = await walking()
    const { order, reference, lines } = await shoot()
    const move = { lines, from: 'ordered', shootDate: '2026-12-05', idempotencyKey: 'tap' }
    const first = await desk.orders.moveStage(move)
    expect(await desk.orders.moveStage(move)).toEqual(first)
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled' })
    expect((await desk.orders.stages({ orderId: order.id })).changes).toHaveLength(1)
    expect((await desk.orders.list({ status: 'inProgress' })).items).toHaveLength(1)
    expect((await desk.orders.list({ status: 'open' })).items).toEqual([])
  })

  it('raises an event for each order, with whose work is next', async () => {
    const { engine, desk, shoot } = await walking()
    const told: unknown[] = []
    engine.on(orderStageMoved, ({ data }) => void told.push(data))
    const { order, reference, lines } = await shoot()
    await desk.orders.moveStage({ lines, from: 'ordered', ...asked['scheduled'] })
    expect(told).toEqual([
      {
        orderId: order.id,
        customerId: order.customerId,
        currency: 'CNY',
        lineIds: [reference.lineId],
        kind: 'moved',
        from: 'ordered',
        to: 'scheduled',
        department: 'makeUp',
        status: 'inProgress',
      },
    ])
  })
})

describe('a move that is not allowed', () => {
  it.each([
    [
      'to a stage that the flow lacks',
      { to: 'printed' },
      'STAGE_UNKNOWN',
      'Flow "shoot" (version 1) has no stage "printed".',
    ],
    [
      'from a stage where it is not',
      { from: 'shot' },
      'LINE_MOVED_ON',
      /^Line 1 of order main-261122-0001 is in stage ordered, not in shot: the-owner brought it there at 2026-11-22T02:00:00/,
    ],
    [
      'to where it is',
      { to: 'ordered' },
      'STAGE_MOVE_REFUSED',
      'A line of flow "shoot" in stage "ordered" cannot go to "ordered": it is where it stands.',
    ],
    [
      'past stages that everybody needs, without a reason',
      { to: 'selecting', checks: undefined },
      'REASON_MISSING',
      'A reason is needed to pass over scheduled, shot, ingested.',
    ],
    [
      'to the customer',
      { to: 'pickedUp' },
      'STAGE_BY_PICKUP',
      'Line 1 of order main-261122-0001 gets to pickedUp by being picked up, not by a move.',
    ],
    [
      'past the customer',
      { to: 'closed' },
      'STAGE_BY_PICKUP',
      'Line 1 of order main-261122-0001 gets to pickedUp by being picked up, not by a move.',
    ],
    [
      'by people who do not come to the whole',
      {
        work: [
          { staffId: 'a', weight: '40' },
          { staffId: 'b', weight: '59.99' },
        ],
      },
      'WORK_INVALID',
      'The people of a stage have weights of 99.99 per cent together.',
    ],
    [
      'by somebody twice',
      {
        work: [
          { staffId: 'a', weight: '40' },
          { staffId: 'a', weight: '60' },
        ],
      },
      'WORK_INVALID',
      'The people of a stage name "a" twice.',
    ],
    [
      'by several without weights',
      { work: [{ staffId: 'a' }, { staffId: 'b', weight: '100' }] },
      'WORK_INVALID',
      'The people of a stage give no weight to "a", but name 2 people.',
    ],
    [
      'with an answer that nobody asked for',
      { checks: { polished: true } },
      'CHECKS_OPEN',
      'The check "polished" of stage "scheduled" is not asked for.',
    ],
    [
      'with a result that nobody asked for',
      { result: 'fine' },
      'CHECKS_OPEN',
      'A result of stage "scheduled" is not asked for.',
    ],
    ['of no line', { lines: [] }, 'INPUT_INVALID', /lines/],
    ['with an unknown member', { stage: 'shot' }, 'INPUT_INVALID', /stage/],
  ])('%s is refused and changes nothing', async (_, over, code, message) => {
    const { desk, shoot, lineOf } = await walking()
    const { reference, lines } = await shoot()
    const before = await lineOf(reference)
    const move = desk.orders.moveStage({ lines, from: 'ordered', ...over })
    await expect(move).rejects.toMatchObject({ code, message: saying(message) })
    expect(await lineOf(reference)).toEqual(before)
  })

  it('of a line of another order, or twice the same, is refused', async () => {
    const { desk, shoot } = await walking()
    const [one, other] = [await shoot(), await shoot()]
    const crossed = { orderId: one.order.id, lineId: other.reference.lineId }
    const move = (lines: readonly { orderId: string; lineId: string }[]) =>
      desk.orders.moveStage({ lines: [...lines], from: 'ordered' })
    await expect(move([crossed])).rejects.toMatchObject({ code: 'LINE_UNKNOWN' })
    await expect(move([{ orderId: 'none', lineId: 'x' }])).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await expect(move([one.reference, one.reference])).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('without the checks and the result of the stage is refused', async () => {
    const { desk, shoot, bring } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'returned')
    const inspect = (more: object) => desk.orders.moveStage({ lines, from: 'returned', ...more })
    const refused = async (more: object, message: string) =>
      expect(inspect(more)).rejects.toMatchObject({ code: 'CHECKS_OPEN', message })
    await refused({ result: 'passed' }, 'The check "countComplete" of stage "inspected" must be answered.')
    await expect(inspect({ checks: { counted: true } })).rejects.toMatchObject({
      details: { asked: expect.arrayContaining(['countComplete']), results: expect.arrayContaining(['passed']) },
      mend: expect.stringContaining('countComplete'),
    })
    await refused(
      { result: 'passed', checks: { countComplete: false } },
      'The check "countComplete" of stage "inspected" must be true, got false.',
    )
    await refused(
      { checks: { countComplete: true } },
      'The result of stage "inspected" must be one of passed, passedWithFlaws.',
    )
    await refused(
      { checks: { countComplete: true, flaws: '  ' }, result: 'passed' },
      'The check "flaws" of stage "inspected" must be a text that says something, got "  ".',
    )
    const done = await inspect({ checks: { countComplete: true, flaws: 'a scratch' }, result: 'passedWithFlaws' })
    expect(done.lines[0]).toMatchObject({ stage: 'inspected' })
  })

  it('is refused without the field that the stage demands, which the same move may give', async () => {
    const { desk, shoot, lineOf } = await walking()
    const { reference, lines } = await shoot()
    const unplanned = desk.orders.moveStage({ lines, from: 'ordered' })
    await expect(unplanned).rejects.toMatchObject({
      code: 'LINE_FIELD_MISSING',
      message: 'Line 1 of order main-261122-0001 cannot be brought to stage scheduled without shootDate.',
      mend: expect.stringMatching(/^Pass shootDate with the same call, as a day such as "2026-12-05"/),
      details: { line: 1, stage: 'scheduled', field: 'shootDate' },
    })
    await desk.orders.moveStage({ lines, from: 'ordered', shootDate: '2026-12-05' })
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled', shootDate: '2026-12-05' })
    // Taken back by mistake, it keeps its day and needs no other.
    await desk.orders.moveStage({ lines, from: 'scheduled', to: 'ordered', reason: 'Wrong line' })
    await desk.orders.moveStage({ lines, from: 'ordered' })
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled', shootDate: '2026-12-05' })
  })

  it('is vetoed by a hook, which sees what is about to move', async () => {
    const seen: unknown[] = []
    const guard = on(stageMoving, (_context, { moves }) => {
      seen.push(moves.map(({ from, to, kind, work }) => [from, to, kind, work.map(({ staffId }) => staffId)]))
      if (moves.some(({ to }) => to === 'styled')) throw veto('No dress is reserved.')
    })
    const { desk, shoot, lineOf } = await walking({ hooks: [guard] })
    const { reference, lines } = await shoot()
    await desk.orders.moveStage({ lines, from: 'ordered', assigneeId: 'mei', shootDate: '2026-12-05' })
    await expect(desk.orders.moveStage({ lines, from: 'scheduled' })).rejects.toMatchObject({
      code: 'VETOED',
      message: expect.stringContaining('No dress is reserved.'),
    })
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled' })
    // For what waits for the customer nobody of the studio has worked.
    expect(seen).toEqual([[['ordered', 'scheduled', 'moved', []]], [['scheduled', 'styled', 'moved', ['mei']]]])
  })
})

describe('who moves lines', () => {
  it('does so to the stages of the own departments', async () => {
    const { as, shoot, bring } = await walking()
    const { lines } = await shoot()
    await bring(lines, 'scheduled')
    const byPhotographer = as('photographer').orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    await expect(byPhotographer).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      details: { permission: 'stages.makeUp' },
    })
    await as('makeupArtist').orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    await as('photographer').orders.moveStage({ lines, from: 'styled' })
    await expect(as('accountant').orders.moveStage({ lines, from: 'shot' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('passes over what may be passed over, and the rest with a permission and a reason', async () => {
    const { as, desk, shoot, bring, lineOf } = await walking()
    const { order, reference, lines } = await shoot()
    await bring(lines, 'scheduled')
    await as('photographer').orders.moveStage({ lines, from: 'scheduled', to: 'shot' })
    const ahead = { lines, from: 'shot', to: 'selecting', reason: 'The customer picks on the spot' }
    await expect(as('selectionAdviser').orders.moveStage(ahead)).rejects.toMatchObject({
      details: { permission: 'orders.skipStages' },
    })
    await as('manager').orders.moveStage(ahead)
    expect(await lineOf(reference)).toMatchObject({ stage: 'selecting' })
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.slice(-2).map(({ skipped }) => skipped)).toEqual([[], ['ingested']])
  })

  it('takes a line back with a permission and a reason, and the work of what is undone with it', async () => {
    const { as, desk, shoot, bring, lineOf } = await walking()
    const { order, reference, lines } = await shoot()
    await bring(lines, 'shot')
    const back = { lines, from: 'shot', to: 'scheduled' }
    await expect(as('photographer').orders.moveStage({ ...back, reason: 'x' })).rejects.toMatchObject({
      details: { permission: 'orders.moveBack' },
    })
    await expect(desk.orders.moveStage(back)).rejects.toMatchObject({
      code: 'REASON_MISSING',
      message: 'A reason is needed to take a line back to scheduled.',
    })
    await desk.orders.moveStage({ ...back, reason: 'Wrong line' })
    expect(await lineOf(reference)).toMatchObject({ stage: 'scheduled', status: 'inProgress', nextStage: 'styled' })
    const day = { from: '2026-11-22', to: '2026-11-22' }
    expect((await desk.orders.workload(day)).rows).toEqual([])
    expect((await desk.orders.work(day)).items.map(({ stage, weight }) => [stage, weight])).toEqual([
      ['styled', '100'],
      ['shot', '100'],
      ['styled', '-100'],
      ['shot', '-100'],
    ])
    const { changes } = await desk.orders.stages({ orderId: order.id })
    expect(changes.at(-1)).toMatchObject({ kind: 'back', note: 'Wrong line', stage: 'shot', toStage: 'scheduled' })
  })
})

describe('the statements of a move', () => {
  const usual = [
    'begin',
    'findForUpdate orders',
    'find orders_lines',
    'update orders_lines',
    'insert orders_stage_changes',
    'insert orders_work',
    'insert audit_changes',
    'insert audit_commands',
    'insert calotype_outbox',
    'commit',
  ]

  it('are ten for a line, and as many for 100 of one order or of 50', async () => {
    const { desk, place, bring, statements } = await walking()
    const refer = (order: { readonly id: string; readonly lines: readonly { readonly id: string }[] }) =>
      order.lines.map(({ id }) => ({ orderId: order.id, lineId: id }))
    const packages = (count: number) => Array.from({ length: count }, () => 'wedding-classic')
    const one = refer(await place(packages(1)))
    const hundred = refer(await place(packages(100)))
    const many = (await Promise.all(Array.from({ length: 50 }, () => place(packages(2))))).flatMap(refer)
    for (const lines of [one, hundred, many]) {
      await bring(lines, 'styled')
      statements.length = 0
      await desk.orders.moveStage({ lines, from: 'styled' })
      expect(statements).toEqual(usual)
    }
  })

  it('are one more where the order is another then', async () => {
    const { desk, shoot, statements } = await walking()
    // The first move of a studio reads its settings too.
    await desk.orders.moveStage({ lines: (await shoot()).lines, from: 'ordered', ...asked['scheduled'] })
    const { lines } = await shoot()
    statements.length = 0
    await desk.orders.moveStage({ lines, from: 'ordered', work: [{ staffId: 'li' }], ...asked['scheduled'] })
    expect(statements).toEqual([...usual.slice(0, 4), 'update orders', ...usual.slice(4)])
  })
})
