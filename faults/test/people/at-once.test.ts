/** What two may try with one person at the same moment, on every store, from two engines: nothing is done twice, and nobody is left behind by a merge. */
import { describe, expect, it } from 'vitest'
import type { Shop } from '../../src/orders/studio.ts'
import { storeKinds } from '../counter/stores.ts'
import { ordersLab } from '../orders/lab.ts'
import { told } from '../two-engines.ts'

const rounds = 3
type Desk = Shop['main']

const tomorrow = '2026-11-23T04:00:00.000Z'

/** Two records of one person. */
async function twoRecords({ main }: Shop, tags: readonly (readonly string[])[] = []) {
  const [survivor, merged] = await Promise.all(
    ['王芳', '王方'].map((name, at) => main.customers.register({ name, tags: [...(tags[at] ?? [])] })),
  )
  return { survivorId: survivor?.id ?? '', mergedId: merged?.id ?? '' }
}

/** Who stands for a person, under any of the ids. */
const standing = async (desk: Desk, customerId: string) => (await desk.customers.get({ customerId })).id

for (const kind of storeKinds) {
  const { two, twoAlone } = ordersLab(kind)

  describe.skipIf(kind.absent)(`people on ${kind.name}`, { meta: kind.meta, timeout: 120_000 }, () => {
    it('become one customer of one lead, whoever converts it', async () => {
      const [{ main: here }, { main: there }] = (await two()).shops
      for (let round = 0; round < rounds; round++) {
        const { lead } = await here.leads.register({
          name: `赵 ${round}`,
          phone: `1370000000${round}`,
          source: 'douyin',
        })
        await here.leads.planFollowUp({ leadId: lead.id, dueAt: tomorrow })
        const convert = (desk: Desk) => desk.leads.convert.attempt({ leadId: lead.id })
        const outcomes = await Promise.all([convert(here), convert(there), convert(here), convert(there)])
        expect(told(outcomes)).toEqual(['LEAD_IS_CUSTOMER', 'LEAD_IS_CUSTOMER', 'LEAD_IS_CUSTOMER', 'done'])
        const { customerId } = (await there.leads.get({ leadId: lead.id })).lead
        const found = await there.customers.find({ text: `1370000000${round}` })
        expect(found.items.map(({ customer }) => customer.id)).toEqual([customerId])
        expect((await here.leads.followUps({ customerId: customerId ?? '' })).items).toHaveLength(1)
      }
    })

    it('are called once: a follow-up is finished by one, and leads to one', async () => {
      const { shops, customerIds } = await two()
      const [{ main: here }, { main: there }] = shops
      const customerId = customerIds[0] ?? ''
      for (let round = 0; round < rounds; round++) {
        const { id: followUpId } = await here.leads.planFollowUp({ customerId, dueAt: tomorrow, kind: `k${round}` })
        const finish = (desk: Desk) =>
          desk.leads.finishFollowUp.attempt({ followUpId, result: 'reached', next: { dueAt: tomorrow } })
        const outcomes = await Promise.all([
          finish(here),
          finish(there),
          here.leads.cancelFollowUp.attempt({ followUpId }),
          there.leads.moveFollowUp.attempt({ followUpId, ownerId: 'mei' }),
        ])
        const done = outcomes.slice(0, 3).filter(({ ok }) => ok)
        expect(done).toHaveLength(1)
        for (const code of told(outcomes)) expect(['FOLLOW_UP_CLOSED', 'done']).toContain(code)
        const open = await there.leads.followUps({ customerId, kind: `k${round}` })
        expect(open.items).toHaveLength(outcomes[2]?.ok === true ? 0 : 1)
      }
    })

    it('are one after any ring of merges, and every id leads there', async () => {
      const [shop, other] = (await two()).shops
      const [here, there] = [shop.main, other.main]
      for (let round = 0; round < rounds; round++) {
        const ids = await Promise.all(
          ['王芳', '王方', '汪芳'].map(async (name) => (await here.customers.register({ name })).id),
        )
        for (const customerId of ids) {
          await here.ledger.topUp({ customerId, legs: [{ method: 'cash', amount: '10.00' }] })
        }
        const [a = '', b = '', c = ''] = ids
        const merge = (desk: Desk, mergedId: string, survivorId: string) =>
          desk.customers.merge.attempt({ survivorId, mergedId })
        const outcomes = await Promise.all([
          merge(here, a, b),
          merge(there, b, c),
          merge(here, c, a),
          merge(there, b, a),
          merge(here, a, b),
        ])
        for (const code of told(outcomes)) expect(['CUSTOMER_MERGED', 'done']).toContain(code)
        const merged = outcomes.filter(({ ok }) => ok).length
        const stand = await Promise.all(ids.map((id) => standing(there, id)))
        for (const id of stand) expect(await standing(here, id)).toBe(id)
        expect(new Set(stand).size).toBe(3 - merged)
        const balances = await Promise.all(
          [...new Set(stand)].map(async (customerId) =>
            Number((await here.ledger.storedValue({ customerId })).balance),
          ),
        )
        expect(balances.reduce((sum, one) => sum + one, 0)).toBe(30)
      }
    })

    it('are whom their lead became, also when they are merged away at that moment', async () => {
      const [shop, other] = (await two()).shops
      const [here, there] = [shop.main, other.main]
      for (let round = 0; round < rounds; round++) {
        const known = round % 2 === 0
        const { survivorId, mergedId } = await twoRecords(shop)
        const { lead } = await here.leads.register({
          name: '王',
          source: 'friend',
          ...(known ? { customerId: mergedId } : {}),
        })
        const leadId = lead.id
        await here.leads.planFollowUp({ leadId, dueAt: tomorrow })
        const [converted, merged] = await Promise.all([
          here.leads.convert.attempt(known ? { leadId } : { leadId, customerId: mergedId }),
          there.customers.merge.attempt({ survivorId, mergedId }),
          there.leads.arrive.attempt({ leadId }),
          here.leads.planFollowUp.attempt({ leadId, dueAt: tomorrow }),
        ])
        expect([converted.ok, merged.ok]).toEqual([true, true])
        expect((await there.leads.get({ leadId })).lead.customerId).toBe(survivorId)
        const followUps = await here.leads.followUps({ leadId })
        const visits = await here.leads.visits({ leadId })
        expect(followUps.items).toHaveLength(2)
        for (const { customerId } of [...followUps.items, ...visits.items]) expect(customerId).toBe(survivorId)
      }
    })

    it('keep what is said of them while they are merged: tags, classes, consents, likes and follow-ups', async () => {
      const [shop, other] = (await two()).shops
      const [here, there] = [shop.main, other.main]
      for (const code of ['vip', 'press']) await here.clientele.setRule({ code, name: code, when: [] })
      for (let round = 0; round < rounds; round++) {
        const { survivorId, mergedId } = await twoRecords(shop, [['old'], ['new']])
        const { id: followUpId } = await here.leads.planFollowUp({ customerId: mergedId, dueAt: tomorrow })
        const outcomes = await Promise.all([
          here.customers.merge.attempt({ survivorId, mergedId }),
          there.clientele.classify.attempt({ customerId: mergedId, code: 'vip', belongs: true }),
          here.clientele.classify.attempt({ customerId: survivorId, code: 'press', belongs: true }),
          there.clientele.classify.attempt({ customerId: survivorId, code: 'vip', belongs: true }),
          here.customers.recordConsent.attempt({
            ...{ customerId: mergedId, channel: 'sms', purpose: 'marketing' },
            ...{ given: true, wording: 'yes' },
          }),
          there.customers.recordConsent.attempt({
            ...{ customerId: survivorId, channel: 'email', purpose: 'marketing' },
            ...{ given: true, wording: 'yes' },
          }),
          here.customers.setPreferences.attempt({ customerId: mergedId, topic: 'style', values: ['film'] }),
          there.leads.finishFollowUp.attempt({ followUpId, result: 'reached', next: { dueAt: tomorrow } }),
        ])
        expect(told(outcomes)).toEqual(outcomes.map(() => 'done'))
        const { classes } = await here.clientele.profile({ customerId: mergedId })
        expect(classes.map(({ code }) => code).sort()).toEqual(['press', 'vip'])
        const { inForce } = await there.customers.consents({ customerId: survivorId })
        expect(inForce.map(({ channel }) => channel).sort()).toEqual(['email', 'sms'])
        const customer = await there.customers.get({ customerId: mergedId })
        expect([customer.id, [...customer.tags].sort()]).toEqual([survivorId, ['new', 'old']])
        const { items } = await here.leads.followUps({ customerId: survivorId })
        expect(items.map(({ customerId }) => customerId)).toEqual([survivorId])
        expect((await there.customers.preferences({ customerId: survivorId })).preferences).toEqual([
          { topic: 'style', values: ['film'] },
        ])
      }
    })

    it('use a coupon as often as one person may, whatever is merged meanwhile', async () => {
      const [shop, other] = (await two()).shops
      const [here, there] = [shop.main, other.main]
      for (let round = 0; round < rounds; round++) {
        const { survivorId, mergedId } = await twoRecords(shop)
        const code = `ONCE${round}`
        const effect = { kind: 'amount', amount: '1' } as const
        await here.pricing.issueCoupons({ code, name: code, effect, uses: null, usesEach: 1 })
        const { id: orderId } = await here.orders.place({ customerId: mergedId, lines: [{ item: 'album' }] })
        const [added, merged] = await Promise.all([
          here.orders.addLine.attempt({ orderId, line: { item: 'frame' }, coupons: [code] }),
          there.customers.merge.attempt({ survivorId, mergedId }),
        ])
        expect([added.ok, merged.ok]).toEqual([true, true])
        const again = await there.orders.place.attempt({
          ...{ customerId: survivorId, lines: [{ item: 'album' }] },
          coupons: [code],
        })
        expect(told([again])).toEqual(['COUPON_SPENT'])
      }
    })

    it('have used what was used for their order, whether a merge is undone before or after', async () => {
      const [shop, other] = (await two()).shops
      const [here, there] = [shop.main, other.main]
      for (let round = 0; round < rounds; round++) {
        const { survivorId, mergedId } = await twoRecords(shop)
        const code = `BACK${round}`
        const effect = { kind: 'amount', amount: '1' } as const
        await here.pricing.issueCoupons({ code, name: code, effect, uses: null, usesEach: 1 })
        const { id: orderId } = await here.orders.place({ customerId: mergedId, lines: [{ item: 'album' }] })
        await here.customers.merge({ survivorId, mergedId })
        const [added, undone] = await Promise.all([
          here.orders.addLine.attempt({ orderId, line: { item: 'frame' }, coupons: [code] }),
          there.customers.unmerge.attempt({ customerId: mergedId }),
        ])
        expect(told([added])).toEqual(['done'])
        expect(['MERGE_SETTLED', 'done']).toContain(told([undone])[0])
        const { customerId } = await there.orders.get({ orderId })
        expect(customerId).toBe(undone.ok ? mergedId : survivorId)
        const again = await there.orders.place.attempt({ customerId, lines: [{ item: 'album' }], coupons: [code] })
        expect(told([again])).toEqual(['COUPON_SPENT'])
      }
    })

    it('are credited with the visit that led to an order, although they are merged when that is told', async () => {
      const [shop, other] = (await twoAlone()).shops
      const [here, there] = [shop.main, other.main]
      for (let round = 0; round < rounds; round++) {
        const { survivorId, mergedId } = await twoRecords(shop)
        const visit = await here.leads.arrive({ customerId: mergedId })
        const order = await here.orders.place({ customerId: mergedId, lines: [{ item: 'frame' }] })
        await Promise.all([shop.engine.settle(), there.customers.merge({ survivorId, mergedId })])
        await other.engine.settle()
        const { items } = await there.leads.visits({ customerId: survivorId })
        expect(items).toMatchObject([{ id: visit.id, orderId: order.id }])
      }
    })
  })
}
