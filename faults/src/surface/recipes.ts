/** Members of inputs that no schema tells: amounts that must balance, one of two that must be given, a flow that is whole. */
import { diaryRecipes } from './diary-recipes.ts'
import type { Kitchen, Recipe } from './kitchen.ts'
import type { Fact } from './known.ts'

const bank = 'Bank:icbc'
const goods = ['album', 'frame'] as const
const sold = ['classic', 'album', 'frame', 'extra'] as const

const value = ({ known, random }: Kitchen, name: string, room: string): unknown =>
  known.recall(name, room, random)?.[name]
const known = ({ known: kept, random }: Kitchen, name: string, room: string): Fact | undefined =>
  kept.recall(name, room, random)
const lineOf = (fact: Fact | undefined) => ({ orderId: fact?.orderId, lineId: fact?.lineId })
const everyCheck = { copiedTwice: true, imagesComplete: true, namesAndDates: true, countComplete: true }

/** The definition of the flow that was read last. */
function definitionOf(answered: Kitchen['answered']): object {
  const { definition } = (answered('stages.flow') ?? {}) as { definition?: object }
  return definition ?? {}
}

const goodsOf = ({ random }: Kitchen, more: object = {}) => [
  { item: random.pick(goods), quantity: random.whole(1, 3), ...more },
]
const bankPays = (amount: string) => [{ account: bank, amount }]
const cash = (amount: string) => [{ method: 'cash', amount }]

/** What each gives is laid over what the schema made, now and then. */
export const recipes: Readonly<Record<string, Recipe>> = {
  ...diaryRecipes,
  'orders.place': (kitchen) => ({
    customerId: value(kitchen, 'customerId', 'customers'),
    lines: [{ item: 'classic' }, { item: kitchen.random.pick(sold) }],
    coupons: undefined,
    custom: undefined,
    ...(kitchen.random.fraction() < 0.5 ? { payment: { legs: cash('100.00') } } : {}),
  }),
  'orders.addLine': (kitchen) => ({ line: { item: kitchen.random.pick(sold) } }),
  'orders.quote': (kitchen) => ({
    orderId: undefined,
    customerId: value(kitchen, 'customerId', 'customers'),
    lines: [{ item: 'frame' }],
  }),
  'orders.importHistory': ({ random }) => ({
    source: 'paper',
    purchases: [
      {
        reference: `p${random.whole(1, 1e6)}`,
        date: '2026-03-01',
        item: 'frame',
        name: '相框',
        quantity: '1',
        amount: '180.00',
      },
    ],
  }),
  'ledger.post': ({ random }) => {
    const amount = random.pick(['10.00', '25.00'])
    return {
      lines: [
        { account: 'Rent', debit: amount },
        { account: bank, credit: amount },
      ],
    }
  },
  'ledger.takePayment': () => ({ legs: cash('10.00'), till: undefined, bond: undefined }),
  'ledger.topUp': () => ({ legs: cash('50.00') }),
  'ledger.refund': () => ({ amount: '1.00', legs: undefined }),
  'ledger.openAccount': ({ random }) => ({ code: `Extra${random.whole(1, 999)}`, type: 'expense' }),
  'ledger.exchange': () => ({
    from: { account: bank, amount: '7.00' },
    to: { account: 'Cash', amount: '7.00' },
    fee: undefined,
  }),
  'currency.setRates': () => ({ rates: [{ currency: 'USD', rate: '7.12' }] }),
  'currency.rate': () => ({ currency: 'USD' }),
  'tills.openShift': () => ({ float: { amount: '200.00' }, foreignFloats: undefined, till: undefined }),
  'tills.closeShift': () => ({ cash: { amount: '200.00' } }),
  'tills.handOver': () => ({ cash: { amount: '200.00' }, foreign: undefined, others: undefined }),
  'payables.recordBill': () => ({ lines: [{ account: 'Rent', amount: '80.00' }] }),
  'payables.recordCreditNote': () => ({ lines: [{ account: 'Rent', amount: '20.00' }] }),
  'payables.pay': () => ({ legs: bankPays('10.00') }),
  'payables.payAdvance': () => ({ legs: bankPays('10.00') }),
  'payables.takeRefund': () => ({ legs: bankPays('5.00') }),
  'expenses.record': () => ({
    lines: [{ category: 'rent', amount: '50.00' }],
    legs: bankPays('50.00'),
    claimedBy: undefined,
  }),
  'expenses.prepay': () => ({ category: 'rent', amount: '120.00', legs: bankPays('120.00'), months: 12 }),
  'expenses.accrue': () => ({ category: 'rent' }),
  'expenses.addRecurring': () => ({ category: 'rent' }),
  'budgets.draft': () => ({ year: 2026, lines: [{ account: 'Rent', year: '12000.00' }] }),
  'budgets.draftFromActuals': () => ({ year: 2027, from: 2026 }),
  'budgets.changeDraft': () => ({ lines: [{ account: 'Rent', year: '9000.00' }] }),
  'inventory.receive': (kitchen) => ({ lines: goodsOf(kitchen, { quantity: 50, unitCost: '5.00' }) }),
  'inventory.issue': (kitchen) => ({ lines: goodsOf(kitchen) }),
  'inventory.waste': (kitchen) => ({ lines: goodsOf(kitchen) }),
  'inventory.gift': (kitchen) => ({ lines: goodsOf(kitchen) }),
  'inventory.consume': (kitchen) => ({ lines: goodsOf(kitchen), recipe: undefined }),
  'inventory.reserve': (kitchen) => ({ lines: goodsOf(kitchen) }),
  'inventory.move': (kitchen) => ({ lines: goodsOf(kitchen), to: value(kitchen, 'location', 'inventory') }),
  'inventory.sendTransfer': (kitchen) => ({
    lines: goodsOf(kitchen),
    toBranch: kitchen.random.pick(['main', 'west']),
    toLocation: undefined,
  }),
  'inventory.adjust': (kitchen) => ({ way: 'in', lines: goodsOf(kitchen, { value: '4.00' }) }),
  'inventory.addRecipe': (kitchen) => ({ lines: goodsOf(kitchen), makesItem: undefined }),
  'stocktakes.count': (kitchen) => ({ lines: goodsOf(kitchen) }),
  'rentals.reserve': () => ({ lines: [{ item: 'dress' }] }),
  'rentals.handOut': (kitchen) => ({
    rentals: [{ rentalId: value(kitchen, 'rentalId', 'rentals') }],
    withoutBond: true,
  }),
  'rentals.block': () => ({ lines: [{ item: 'dress' }] }),
  'rentals.setTerms': () => ({ item: 'dress' }),
  'procurement.draftOrder': (kitchen) => ({ lines: goodsOf(kitchen, { price: '6.00' }) }),
  'procurement.receive': (kitchen) => ({
    lines: goodsOf(kitchen, { price: '6.00', quantity: undefined, accepted: 2 }),
  }),
  'pricing.setPrices': ({ random }) => ({ prices: [{ item: random.pick(sold), price: '99.00' }] }),
  'catalog.addCategory': () => ({ incomeAccount: undefined }),
  'stages.saveFlow': ({ answered, random }) => ({
    definition: { ...definitionOf(answered), name: random.pick(['shoot', 'handover', 'short']) },
  }),
  'stages.checkFlow': ({ answered }) => ({ definition: definitionOf(answered) }),
  'orders.moveStage': (kitchen) => {
    const fact = known(kitchen, 'nextStage', 'orders')
    return {
      lines: [lineOf(fact)],
      from: fact?.stage,
      to: undefined,
      work: undefined,
      result: undefined,
      checks: everyCheck,
      due: undefined,
    }
  },
  'orders.pickUp': (kitchen) => ({
    orderId: value(kitchen, 'orderId', 'orders'),
    lines: undefined,
    payment: undefined,
    unfinishedAllowed: true,
  }),
  'orders.startRework': (kitchen) => {
    const fact = known(kitchen, 'nextStage', 'orders')
    return { lines: [lineOf(fact)], from: fact?.stage }
  },
  'orders.changeLine': ({ random }) => ({ quantity: random.whole(1, 3) }),
  'leads.lose': (kitchen) => ({ leadId: value(kitchen, 'leadId', 'leads') }),
  'selection.registerImages': ({ random }) => ({
    images: [1, 2, 3, 4].map((at) => `raw/${random.whole(1, 1e9)}-${at}`),
  }),
  'selection.compose': (kitchen) => ({ item: kitchen.random.pick(['album', 'frame']) }),
  'selection.confirm': () => ({
    signature: { signer: '王芳', method: 'onScreen' },
    extraAmount: undefined,
    revision: undefined,
  }),
  'selection.savePriceTable': ({ random }) => ({
    entitlement: random.pick(['imagesRetouched', 'originals', 'spreads', 'looks']),
    item: 'extra',
    tiers: undefined,
  }),
  'selection.use': ({ random }) => ({ entitlement: random.pick(['looks', 'originals']) }),
  'clientele.setRule': () => ({ code: 'gold', when: [{ ordersAtLeast: 1 }] }),
  'clientele.classify': () => ({ code: 'gold' }),
  'leads.invite': (kitchen) => ({ leadId: value(kitchen, 'leadId', 'leads'), customerId: undefined }),
  'people.export': (kitchen) => ({ kind: 'customer', id: value(kitchen, 'customerId', 'customers') }),
  'settings.change': () => ({ plugin: 'leads', set: { attributionDays: 20 } }),
}
