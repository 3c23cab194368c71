import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../src/engine/session.ts'
import { coreRooms } from '../../src/create-engine.ts'
import { openStudio } from '../orders/studio.ts'
import { furnish, signed } from '../selection/studio.ts'

const rooms = ['customers', 'catalog', 'pricing', 'stages', 'orders', 'selection', 'leads', 'clientele', 'statistics']

/** What every branch of a studio shares: who the customers are, what is sold and how. They answer the same wherever they are asked. */
const shared = [
  'customers.get',
  'customers.find',
  'customers.list',
  'customers.household',
  'customers.upcoming',
  'customers.consents',
  'customers.preferences',
  'customers.duplicates',
  'catalog.get',
  'catalog.list',
  'catalog.versions',
  'catalog.version',
  'catalog.categories',
  'pricing.priceLists',
  'pricing.promotions',
  'pricing.ruleVersions',
  'pricing.coupons',
  'pricing.upgrades',
  'stages.flows',
  'stages.flow',
  'stages.checkFlow',
  'selection.priceTables',
  'clientele.rules',
]

const year = { from: '2026-01-01', to: '2026-12-31' }

async function town() {
  const studio = await openStudio({ settings: {}, tenants: ['rose'] })
  await furnish(studio.desk)
  const { desk } = studio
  const reaching = (branch: string, ...branches: readonly string[]) => {
    const roles: Actor['roles'] = branches.length === 0 ? ['owner'] : [{ role: 'owner', branches }]
    return studio.engine.as({ tenant: 'rose', branch, actor: { id: `owner-${branches.join('-')}`, roles } })
  }
  const fang = await desk.customers.register({ name: '王芳', phone: '13800000001', region: { province: '广东' } })
  const mei = await desk.customers.register({ name: '李梅', phone: '13800000002' })
  await desk.pricing.issueCoupons({
    code: 'WELCOME',
    name: '欢迎',
    uses: 100,
    usesEach: 50,
    effect: { kind: 'amount', amount: '37.00' },
  })
  await desk.clientele.setRule({ code: 'dear', name: '老客', when: [{ ordersAtLeast: 1 }] })
  /** What a branch does with a customer: a lead, a visit, an order, its shoot and selection, money. */
  const live = async (branch: string, phone: string, customerId = fang.id) => {
    const at = reaching(branch, branch)
    const { lead } = await at.leads.register({ name: '赵一', phone, source: 'douyin' })
    const visit = await at.leads.arrive({ customerId, purpose: 'sales' })
    const followUp = await at.leads.planFollowUp({ customerId, dueAt: '2026-11-25T02:00:00Z' })
    const lines = [{ item: 'wedding' }, { item: 'frame' }]
    const order = await at.orders.place({ customerId, lines, coupons: ['WELCOME'] })
    const orderId = order.id
    const [lineId = '', otherId = ''] = order.lines.map(({ id }) => id)
    await at.ledger.takePayment({ orderId, legs: [{ method: 'cash', amount: '321.00' }] })
    await at.orders.assign({ lines: [{ orderId, lineId: otherId }], assigneeId: 'the-framer' })
    const moved = [{ orderId, lineId }]
    await at.orders.moveStage({
      lines: moved,
      from: 'ordered',
      to: 'scheduled',
      shootDate: '2026-12-05',
      work: [{ staffId: 'mo' }],
    })
    const { shoot, imageIds } = await at.selection.registerImages({ orderId, images: ['1', '2', '3', '4', '5', '6'] })
    const { id: selectionId } = await at.selection.open({ orderId, lineId })
    await at.selection.pick({ selectionId, imageIds })
    await at.selection.wish({ selectionId, imageIds, flags: ['skin'] })
    await at.selection.confirm({ orderId, selectionId, sellers: [{ staffId: 'yu', weight: 1 }], ...signed })
    await studio.engine.settle()
    return {
      branch,
      customerId,
      orderId,
      lineId,
      shootId: shoot.id,
      imageIds,
      selectionId,
      number: order.number,
      leadId: lead.id,
      ids: [visit.id, followUp.id],
    }
  }
  return { ...studio, reaching, live, fang, mei }
}

type Life = Awaited<ReturnType<Awaited<ReturnType<typeof town>>['live']>>

/** One call of each query that answers with what a branch did, or more where it is asked in several ways; whoever adds a query to these rooms names it here, or as shared. */
const questions = ({
  customerId,
  orderId,
  lineId,
  shootId,
  imageIds,
  selectionId,
  number,
  leadId,
}: Life): Readonly<Record<string, object>> => ({
  'pricing.coupon': { coupon: 'WELCOME' },
  'pricing.couponUses': {},
  'orders.quote': { orderId, lines: [{ item: 'frame' }] },
  'orders.get': { orderId },
  'orders.list': {},
  'orders.history': { orderId },
  'orders.version': { orderId, revision: 1 },
  'orders.quoteCancellation': { orderId },
  'orders.quoteExchange': { orderId, lineId, item: 'all-in' },
  'orders.exchanges': year,
  'orders.findElsewhere': { number },
  'orders.pickups': {},
  'orders.transfers': {},
  'orders.merges': {},
  'orders.duplicates': {},
  'orders.tasks': { assigneeId: 'the-framer' },
  'orders.late': {},
  'orders.waiting': { stage: 'scheduled' },
  'orders.stages': { orderId },
  'orders.work': year,
  'orders.workload': year,
  'selection.shoots': { orderId },
  'selection.images': { shootId },
  'selection.images by order': { orderId },
  'selection.versions': { imageIds },
  'selection.preview': { selectionId },
  'selection.get': { selectionId },
  'selection.list': {},
  'selection.changes': { selectionId },
  'selection.wishes': { selectionId },
  'selection.confirmations': { selectionId },
  'selection.entitlements': { orderId },
  'selection.credits': year,
  'selection.consumption': { customerId },
  'leads.get': { leadId },
  'leads.list': {},
  'leads.visits': {},
  'leads.followUps': {},
  'clientele.profile': { customerId },
  'clientele.find': {},
  'clientele.repeat': year,
  'clientele.market': { ...year, by: ['branch', 'shootType'], bands: ['5000'] },
  'clientele.timeline': { customerId },
  'clientele.recommendations': { customerId, support: 1 },
  'statistics.dailySummary': {},
  'statistics.pickupIncome': year,
  'statistics.salesByMonth': year,
  'statistics.topCustomers': year,
  'statistics.totals': {},
})

type Session = ReturnType<Awaited<ReturnType<typeof town>>['reaching']>

const queryOf = (question: string): string => question.split(' by ')[0] ?? ''

async function answer(session: Session, name: string, input: object): Promise<unknown> {
  const [room = '', verb = ''] = queryOf(name).split('.')
  const called = (session as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>)[room]?.[
    verb
  ]
  return called?.(input).catch(({ code, status }: { code: string; status: number }) => ({ code, status }))
}

async function answers(session: Session, life: Life): Promise<Readonly<Record<string, unknown>>> {
  const given: Record<string, unknown> = {}
  for (const [name, input] of Object.entries(questions(life))) given[name] = await answer(session, name, input)
  return given
}

describe('what an actor of one branch is told', () => {
  let studio: Awaited<ReturnType<typeof town>>
  let main: Life
  let west: Life
  let before: Readonly<Record<string, unknown>>
  let ownerBefore: Readonly<Record<string, unknown>>

  beforeAll(async () => {
    studio = await town()
    main = await studio.live('main', '13911111111')
    before = await answers(studio.reaching('main', 'main'), main)
    ownerBefore = await answers(studio.desk, main)
    west = await studio.live('west', '13922222222')
    await studio.live('west', '13933333333', studio.mei.id)
    await studio.live('north', '13944444444')
  })

  afterAll(() => studio.engine.close())

  it('is asked for by every query of these rooms', () => {
    const queries = coreRooms
      .filter(({ name }) => rooms.includes(name))
      .flatMap(({ operations }) => Object.values(operations))
      .filter(({ kind }) => kind === 'query')
      .map(({ name }) => name)
    const asked = new Set(Object.keys(questions(main)).map(queryOf))
    expect([...asked, ...shared].sort()).toEqual(queries.sort())
  })

  it('is the same, whatever happens in another', async () => {
    expect(await answers(studio.reaching('main', 'main'), main)).toEqual(before)
  })

  it('was something, and grows for who reaches all', async () => {
    const refused = Object.entries(before).filter(
      ([, told]) => 'code' in (told as object) && 'status' in (told as object),
    )
    // What was confirmed cannot be exchanged any more.
    expect(refused.map(([name]) => name).filter((name) => name !== 'orders.quoteExchange')).toEqual([])
    const now = await answers(studio.desk, main)
    const grown = Object.keys(now).filter((name) => JSON.stringify(now[name]) !== JSON.stringify(ownerBefore[name]))
    expect(grown).toEqual(
      expect.arrayContaining([
        'pricing.coupon',
        'pricing.couponUses',
        'orders.list',
        'orders.tasks',
        'selection.list',
        'selection.credits',
        'selection.consumption',
        'leads.list',
        'leads.visits',
        'leads.followUps',
        'clientele.profile',
        'clientele.find',
        'clientele.repeat',
        'clientele.market',
        'clientele.timeline',
        'statistics.dailySummary',
        'statistics.salesByMonth',
        'statistics.topCustomers',
        'statistics.totals',
      ]),
    )
  })

  it('names nothing of another, asked for by its own ids', async () => {
    const session = studio.reaching('main', 'main')
    const told: unknown[] = [await answers(session, west)]
    // Where a query takes a branch, that of the other as well.
    for (const [name, input] of Object.entries(questions(west))) {
      told.push(await answer(session, name, { ...input, branch: 'west' }))
    }
    const text = JSON.stringify(told)
    for (const secret of [
      west.orderId,
      west.lineId,
      west.shootId,
      west.selectionId,
      west.leadId,
      west.number,
      ...west.imageIds,
      ...west.ids,
    ]) {
      expect(text).not.toContain(secret)
    }
  })

  it('is put together over the branches that somebody reaches, each customer once', async () => {
    const two = studio.reaching('main', 'main', 'west')
    const all = studio.desk
    for (const asked of [
      {},
      { order: 'amount' as const },
      { bought: { kind: 'item' as const, value: 'frame' } },
      { class: 'dear' },
      { ordersAtLeast: 1, amountAtLeast: '10' },
    ]) {
      for (const limit of [1, 2, 50]) {
        const found: [string, number, string][] = []
        let cursor: string | undefined
        do {
          const page = await two.clientele.find({ ...asked, limit, ...(cursor === undefined ? {} : { cursor }) })
          found.push(
            ...page.items.map(({ name, summary }): [string, number, string] => [name, summary.orders, summary.amount]),
          )
          cursor = page.next ?? undefined
        } while (cursor !== undefined)
        expect(found.sort()).toEqual([
          ['李梅', 1, '5222.00'],
          ['王芳', 2, '10444.00'],
        ])
      }
    }
    expect((await two.clientele.find({ ordersAtLeast: 2 })).items.map(({ name }) => name)).toEqual(['王芳'])
    expect((await studio.reaching('main', 'main').clientele.find({ ordersAtLeast: 2 })).items).toEqual([])
    const { customerId } = main
    const profile = await two.clientele.profile({ customerId })
    expect(profile.summary).toMatchObject({ orders: 2, amount: '10444.00' })
    expect(profile.usual.find(({ value }) => value === 'frame')).toMatchObject({ orders: 2 })
    expect((await all.clientele.profile({ customerId })).summary).toMatchObject({ orders: 3, amount: '15666.00' })
    expect((await two.clientele.repeat(year)).ever).toEqual({ customers: 2, repeat: 0 })
  })

  it('stays the same where somebody of one branch has it made anew', async () => {
    const { customerId } = main
    const profile = await studio.desk.clientele.profile({ customerId })
    await studio.reaching('main', 'main').clientele.rebuild({})
    await studio.engine.settle()
    expect(await studio.desk.clientele.profile({ customerId })).toEqual(profile)
  })
})
