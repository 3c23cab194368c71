import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  afterStep,
  followUpDue,
  type LeadState,
  leadConverted,
  leadStates,
  type LeadStep,
} from '../../src/leads/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting, furnished } from '../orders/studio.ts'

const steps: readonly LeadStep[] = ['invite', 'visit', 'win', 'lose', 'reopen']

describe('the states of a lead', () => {
  it('can each be reached, and none but that of a customer is an end', () => {
    const reached = new Set<LeadState>(['new'])
    for (const state of reached) for (const step of steps) reached.add(afterStep(state, step) ?? state)
    expect([...reached].sort()).toEqual([...leadStates].sort())
    for (const state of leadStates) {
      const leavings = steps.filter((step) => (afterStep(state, step) ?? state) !== state)
      expect(leavings.length === 0).toBe(state === 'won')
    }
  })

  it('stay among themselves whatever happens, and who has bought stays a customer', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps)), (taken) => {
        let state: LeadState = 'new'
        for (const step of taken) {
          const next = afterStep(state, step)
          if (state === 'won') expect(next ?? 'won').toBe('won')
          state = next ?? state
        }
        expect(leadStates).toContain(state)
      }),
    )
  })
})

async function openStudio() {
  const counted = counting(memory())
  const studio = await furnished({ storage: counted.adapter, tenants: ['rose'] })
  /** The statements of a call beside those of audit, outbox and jobs. */
  const statementsOf = async (call: () => Promise<unknown>) => {
    counted.statements.length = 0
    await call()
    return counted.statements.filter((one) => /leads|customers|orders/.test(one))
  }
  return { ...studio, statementsOf }
}

let studio: Awaited<ReturnType<typeof openStudio>>

beforeEach(async () => {
  studio = await openStudio()
})

afterEach(() => studio.engine.close())

const asked = { name: '李梅', phone: '139 0000 0000', source: 'douyin', interests: ['wedding'] }

describe('a lead', () => {
  it('becomes a customer by way of an invitation and a visit, and its history stays', async () => {
    const { desk, engine } = studio
    const heard: unknown[] = []
    engine.on(leadConverted, ({ data }) => heard.push(data))
    const { lead, known } = await desk.leads.register({ ...asked, region: { city: '广州' } })
    expect(lead).toMatchObject({ number: 'L000001', state: 'new', ownerId: 'the-owner', interests: ['wedding'] })
    expect(known).toEqual([])
    const leadId = lead.id
    await desk.leads.invite({ leadId, outcome: 'noAnswer' })
    expect((await desk.leads.get({ leadId })).lead.state).toBe('new')
    const invitation = await desk.leads.invite({ leadId, outcome: 'agreed', invitedFor: '2026-11-23T10:00:00+08:00' })
    expect(invitation.invitedFor).toBe('2026-11-23T02:00:00.000Z')
    const visit = await desk.leads.arrive({ leadId, people: 2 })
    expect(visit).toMatchObject({ purpose: 'sales', invitationId: invitation.id, staffId: 'the-owner', result: null })
    await desk.leads.planFollowUp({ leadId, dueAt: '2026-11-24T02:00:00Z', task: '问她先生' })
    const { customer, lead: won } = await desk.leads.convert({ leadId })
    expect(customer).toMatchObject({ name: '李梅', phone: '139 0000 0000', source: 'douyin', region: { city: '广州' } })
    expect(won).toMatchObject({ state: 'won', customerId: customer.id })
    expect(heard).toEqual([{ leadId, customerId: customer.id }])
    const history = await desk.leads.get({ leadId })
    expect(
      [history.invitations, history.visits, history.followUps].map((rows) => rows.map((row) => row.customerId)),
    ).toEqual([[customer.id, customer.id], [customer.id], [customer.id]])
    expect((await desk.leads.visits({ customerId: customer.id })).items).toHaveLength(1)
    await expect(desk.leads.convert({ leadId })).rejects.toThrow(`L000001 is customer ${customer.id} already`)
  })

  it('that is a known customer is told at once, and its phone is one open lead’s', async () => {
    const { desk, customer } = studio
    const { lead, known } = await desk.leads.register({ name: '王方', phone: '+86 13800000000', source: 'friend' })
    expect(known).toEqual([
      { customerId: customer.id, number: 'C000001', name: '王芳', score: 75, reasons: ['samePhone', 'sameReading'] },
    ])
    const again = { name: '王芳', phone: '13800000000', source: 'douyin' }
    await expect(desk.leads.register(again)).rejects.toThrow('the number that ends in 0000 is that of L000001')
    await desk.leads.register({ ...again, allowDuplicate: true })
    const { customer: same } = await desk.leads.convert({ leadId: lead.id, customerId: customer.id })
    expect(same.id).toBe(customer.id)
    expect((await desk.customers.list({})).items).toHaveLength(1)
  })

  it('is lost with a reason, taken up again, and never lost once it bought', async () => {
    const { desk } = studio
    const { lead } = await desk.leads.register(asked)
    const leadId = lead.id
    expect(await desk.leads.lose({ leadId, reason: 'price' })).toMatchObject({ state: 'lost', lostReason: 'price' })
    await expect(desk.leads.invite({ leadId, outcome: 'agreed' })).rejects.toThrow(
      'L000001 is lost: the step "invite" is for leads in another state',
    )
    await desk.leads.register({ ...asked })
    expect(await desk.leads.reopen({ leadId })).toMatchObject({ state: 'new', lostReason: null })
    await desk.leads.convert({ leadId })
    await expect(desk.leads.lose({ leadId, reason: 'price' })).rejects.toMatchObject({ code: 'LEAD_STATE_REFUSED' })
  })

  it('is listed by its state and whose it is', async () => {
    const { desk } = studio
    const { lead } = await desk.leads.register(asked)
    const { lead: other } = await desk.leads.register({ name: '赵六', source: 'douyin', ownerId: null })
    await desk.leads.update({ leadId: lead.id, ownerId: 'li-na', note: '要森系' })
    const ids = async (given: object) => (await desk.leads.list(given)).items.map(({ id }) => id)
    expect(await ids({})).toEqual([other.id, lead.id])
    expect(await ids({ ownerId: 'li-na' })).toEqual([lead.id])
    expect(await ids({ ownerId: 'me' })).toEqual([])
    expect(await ids({ ownerId: null })).toEqual([other.id])
    expect(await ids({ state: 'new', from: '2026-11-22', to: '2026-11-22', source: 'douyin' })).toHaveLength(2)
    const first = await desk.leads.list({ limit: 1 })
    expect((await desk.leads.list({ limit: 1, cursor: first.next ?? '' })).items.map(({ id }) => id)).toEqual([lead.id])
  })

  it.each<[object, string]>([
    [{ ...asked, name: '' }, 'name'],
    [{ ...asked, phone: 'ask her' }, 'phone: must be a phone number'],
    [{ name: '李梅' }, 'source'],
    [{ ...asked, colour: 'red' }, 'colour'],
  ])('is refused as %j', async (given, words) => {
    await expect(studio.desk.leads.register(given as never)).rejects.toThrow(words)
    expect((await studio.desk.leads.list({})).items).toEqual([])
  })

  it('is erased with the customer, and by itself', async () => {
    const { desk } = studio
    const { lead } = await desk.leads.register({ ...asked, note: '要森系' })
    const { customer } = await desk.leads.convert({ leadId: lead.id })
    await desk.people.erase({ kind: 'customer', id: customer.id, reason: 'asked for' })
    expect((await desk.leads.get({ leadId: lead.id })).lead).toMatchObject({ name: '', phone: null, note: null })
    const { lead: other } = await desk.leads.register(asked)
    await desk.people.erase({ kind: 'lead', id: other.id, reason: 'asked for' })
    expect((await desk.leads.get({ leadId: other.id })).lead).toMatchObject({ name: '', phone: null })
  })

  it('takes as many statements as it has parts', async () => {
    const { desk, statementsOf } = studio
    expect(await statementsOf(() => desk.leads.register(asked))).toEqual([
      'find leads',
      'find customers_search_terms',
      'find customers',
      'insert leads',
    ])
    const { lead } = await desk.leads.register({ ...asked, phone: '13700000000' })
    const leadId = lead.id
    expect(await statementsOf(() => desk.leads.arrive({ leadId }))).toEqual([
      'findForUpdate leads',
      'update leads',
      'find leads_invitations',
      'insert leads_visits',
    ])
    expect(await statementsOf(() => desk.leads.planFollowUp({ leadId, dueAt: '2026-12-01T00:00:00Z' }))).toEqual([
      'findForUpdate leads',
      'insert leads_follow_ups',
    ])
    expect(await statementsOf(() => desk.leads.followUps({ ownerId: 'me', due: 'overdue' }))).toEqual([
      'find leads_follow_ups',
    ])
    expect(await statementsOf(() => desk.leads.get({ leadId }))).toHaveLength(4)
  })
})

describe('a visit', () => {
  it('is credited with the order that follows, once, within the days that count', async () => {
    const { desk, engine, clock, customer } = studio
    const customerId = customer.id
    const { lead } = await desk.leads.register({ name: '王芳', source: 'friend', customerId })
    await desk.leads.arrive({ customerId })
    clock.at = '2026-11-23T02:00:00.000Z'
    const visit = await desk.leads.arrive({ leadId: lead.id })
    await desk.leads.arrive({ customerId, purpose: 'pickup' })
    clock.at = '2026-11-24T02:00:00.000Z'
    const order = await desk.orders.place({ customerId, lines: [{ item: 'album-12' }] })
    await engine.settle()
    const credited = async () =>
      (await desk.leads.visits({ ordered: true })).items.map(({ id, orderId, orderedOn }) => [id, orderId, orderedOn])
    expect(await credited()).toEqual([[visit.id, order.id, '2026-11-24']])
    expect((await desk.leads.get({ leadId: lead.id })).lead.state).toBe('won')
    clock.at = '2027-01-24T02:00:00.000Z'
    await desk.orders.place({ customerId, lines: [{ item: 'album-12' }] })
    await engine.settle()
    expect(await credited()).toHaveLength(1)
  })

  it('has a result, and an order by hand that must be of who came', async () => {
    const { desk, customer } = studio
    const { id: visitId } = await desk.leads.arrive({ customerId: customer.id })
    const other = await desk.customers.register({ name: '李雷' })
    const theirs = await desk.orders.place({ customerId: other.id, lines: [{ item: 'album-12' }] })
    const finish = (given: object) => desk.leads.finishVisit({ visitId, result: 'bought', ...given })
    await expect(finish({ orderId: theirs.id })).rejects.toMatchObject({ code: 'VISIT_ORDER_OTHER' })
    expect((await desk.leads.visits({})).items[0]?.result).toBeNull()
    const own = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect(await finish({ orderId: own.id, note: '很满意' })).toMatchObject({
      orderId: own.id,
      result: 'bought',
      note: '很满意',
    })
    await expect(desk.leads.finishVisit({ visitId: 'x', result: 'bought' })).rejects.toThrow('got "x"')
    await expect(desk.leads.arrive({ leadId: 'a', customerId: 'b' })).rejects.toThrow(
      'must name a leadId or a customerId, and not both',
    )
  })
})

describe('a follow-up', () => {
  it('is reminded of once, by a job that survives, unless it was closed or moved', async () => {
    const { desk, engine, clock, customer } = studio
    const customerId = customer.id
    const reminded: string[] = []
    engine.on(followUpDue, ({ data }) => reminded.push(data.kind))
    const plan = (kind: string, dueAt: string) => desk.leads.planFollowUp({ customerId, kind, dueAt })
    await plan('call', '2026-11-22T03:00:00Z')
    const done = await plan('done', '2026-11-22T03:00:00Z')
    const moved = await plan('moved', '2026-11-22T03:00:00Z')
    await desk.leads.planFollowUp({ customerId, kind: 'silent', dueAt: '2026-11-22T03:00:00Z', remindAt: null })
    await desk.leads.finishFollowUp({ followUpId: done.id, result: 'reached' })
    await desk.leads.moveFollowUp({ followUpId: moved.id, dueAt: '2026-11-25T03:00:00Z' })
    await engine.settle()
    expect(reminded).toEqual([])
    clock.at = '2026-11-22T04:00:00.000Z'
    await engine.settle()
    await engine.settle()
    expect(reminded).toEqual(['call'])
    clock.at = '2026-11-26T04:00:00.000Z'
    await engine.settle()
    expect(reminded).toEqual(['call', 'moved'])
  })

  it('has a result and leads to the next one', async () => {
    const { desk, customer } = studio
    const first = await desk.leads.planFollowUp({ customerId: customer.id, dueAt: '2026-11-23T02:00:00Z' })
    const { followUp, next } = await desk.leads.finishFollowUp({
      followUpId: first.id,
      result: 'noAnswer',
      note: '关机',
      next: { dueAt: '2026-11-24T02:00:00Z' },
    })
    expect(followUp).toMatchObject({ state: 'done', result: 'noAnswer', note: '关机', closedBy: 'the-owner' })
    expect(next).toMatchObject({ state: 'open', previousId: first.id, customerId: customer.id, ownerId: 'the-owner' })
    const again = { followUpId: first.id, result: 'reached' }
    await expect(desk.leads.finishFollowUp(again)).rejects.toThrow('is done already')
    await desk.leads.cancelFollowUp({ followUpId: next?.id ?? '' })
    expect((await desk.leads.followUps({})).items).toEqual([])
    const past = { customerId: customer.id, dueAt: '2026-11-20T02:00:00Z' }
    await expect(desk.leads.planFollowUp(past)).rejects.toThrow('dueAt must not lie before now')
  })

  it('is listed as mine, due and overdue, the first due first', async () => {
    const { desk, clock, customer } = studio
    const plan = (task: string, dueAt: string, ownerId?: string | null) =>
      desk.leads.planFollowUp({ customerId: customer.id, task, dueAt, ...(ownerId === undefined ? {} : { ownerId }) })
    await plan('morgen', '2026-11-23T08:00:00Z')
    await plan('heute', '2026-11-22T09:00:00Z')
    await plan('gleich', '2026-11-22T03:00:00Z')
    await plan('fremd', '2026-11-22T03:00:00Z', 'li-na')
    clock.at = '2026-11-22T05:00:00.000Z'
    const tasks = async (given: object) => (await desk.leads.followUps(given)).items.map(({ task }) => task)
    expect(await tasks({ ownerId: 'me' })).toEqual(['gleich', 'heute', 'morgen'])
    expect(await tasks({ ownerId: 'me', due: 'today' })).toEqual(['gleich', 'heute'])
    expect(await tasks({ due: 'overdue' })).toEqual(['gleich', 'fremd'])
    expect((await desk.leads.followUps({ due: 'overdue' })).items.every(({ overdue }) => overdue)).toBe(true)
  })

  it('is planned by itself once everything of an order was handed over', async () => {
    const { desk, engine, customer } = studio
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12' }, { item: 'extra-image' }],
    })
    const [first, second] = order.lines
    const pickUp = (lines: string[]) => desk.orders.pickUp({ orderId: order.id, lines, arrearsAllowed: true })
    await pickUp([first?.id ?? ''])
    await engine.settle()
    expect((await desk.leads.followUps({})).items).toEqual([])
    await pickUp([second?.id ?? ''])
    await engine.settle()
    expect((await desk.leads.followUps({ orderId: order.id })).items).toMatchObject([
      { kind: 'afterDelivery', customerId: customer.id, ownerId: null, dueAt: '2026-11-24T20:00:00.000Z' },
    ])
  })

  it('and its visits go with a customer who is merged', async () => {
    const { desk, customer } = studio
    const other = await desk.customers.register({ name: '王方' })
    await desk.leads.arrive({ customerId: other.id })
    await desk.leads.planFollowUp({ customerId: other.id, dueAt: '2026-11-23T08:00:00Z' })
    await desk.customers.merge({ survivorId: customer.id, mergedId: other.id })
    for (const customerId of [customer.id, other.id]) {
      expect((await desk.leads.visits({ customerId })).items).toHaveLength(1)
      expect((await desk.leads.followUps({ customerId })).items).toHaveLength(1)
    }
  })
})
