/** The measures of the house. The definitions are those of the trade's glossary. */
import { accounts } from '../ledger/index.ts'
import type { StatisticMeasure } from './measure.ts'
import { perHead } from './ratio.ts'
import { turnoverOf } from './turnover.ts'

export const coreMeasures: readonly StatisticMeasure[] = [
  {
    code: 'bookingCustomers',
    name: { en: 'Booking customers', zh: '预约客户数' },
    unit: 'customer',
    kind: 'flow',
    definition: 'Distinct customers whose order was booked in the period, orders cancelled since included.',
    read: async (_context, _over, facts) => (await facts.booked()).customers,
  },
  {
    code: 'bookedOrders',
    name: { en: 'Booked orders', zh: '订单数' },
    unit: 'order',
    kind: 'flow',
    definition: 'Orders booked in the period and not cancelled since.',
    read: async (_context, _over, facts) => (await facts.orders()).count,
  },
  {
    code: 'bookedAmount',
    name: { en: 'Amount of booked orders', zh: '订单金额' },
    unit: 'amount',
    kind: 'flow',
    definition: 'What the orders booked in the period and not cancelled since cost now, discounts taken off.',
    read: async (_context, _over, facts) => (await facts.orders()).amount.toString(),
  },
  {
    code: 'averageTicket',
    name: { en: 'Average ticket', zh: '客单价' },
    unit: 'amount',
    kind: 'flow',
    definition: 'Amount of booked orders ÷ booked orders, rounded half up; null where no order was booked.',
    read: async (_context, _over, facts) => {
      const { count, amount } = await facts.orders()
      return perHead(amount, count)?.toString() ?? null
    },
  },
  {
    code: 'secondSales',
    name: { en: 'Second sales', zh: '二销金额' },
    unit: 'amount',
    kind: 'flow',
    definition: 'Amount of the lines of second-sale origin sold in the period and not cancelled since.',
    read: async (_context, _over, facts) => (await facts.secondSales()).amount.toString(),
  },
  {
    code: 'receipts',
    name: { en: 'Receipts', zh: '收款' },
    unit: 'amount',
    kind: 'flow',
    definition: 'Money taken by the receipts of the period, before refunds, bonds included.',
    read: async (_context, _over, facts) => (await facts.receipts()).amount.toString(),
  },
  {
    code: 'refunds',
    name: { en: 'Refunds', zh: '退款' },
    unit: 'amount',
    kind: 'flow',
    definition: 'Money given back in the period by refunds and cancellations, bonds included.',
    read: async (_context, _over, facts) => (await facts.refunds()).amount.toString(),
  },
  {
    code: 'turnover',
    name: { en: 'Turnover', zh: '营业额' },
    unit: 'amount',
    kind: 'flow',
    definition:
      'Receipts − refunds of the period. Bonds are left out: they are held for the customer. Stored value counts when it is topped up, not again when it pays.',
    read: async (_context, _over, facts) => (await turnoverOf(facts)).toString(),
  },
  {
    code: 'pickupCustomers',
    name: { en: 'Pickup customers', zh: '取件客户数' },
    unit: 'customer',
    kind: 'flow',
    definition: 'Distinct customers of whose orders at least one line was picked up in the period.',
    read: async (_context, _over, facts) => (await facts.pickups()).customers,
  },
  {
    code: 'prepaymentsTaken',
    name: { en: 'Prepayments taken', zh: '预收款' },
    unit: 'amount',
    kind: 'flow',
    definition: 'Receipts of the period against lines that were not delivered: what was credited to customer deposits.',
    read: async (_context, _over, facts) => (await facts.account(accounts.customerDeposits)).credit.toString(),
  },
  {
    code: 'prepayments',
    name: { en: 'Prepayments', zh: '预收款余额' },
    unit: 'amount',
    kind: 'stock',
    definition: 'Sum over orders of max(0, net paid − delivered) at the end of the period.',
    read: async (_context, _over, facts) => (await facts.balance(accounts.customerDeposits)).negated().toString(),
  },
  {
    code: 'receivables',
    name: { en: 'Receivables', zh: '应收尾款' },
    unit: 'amount',
    kind: 'stock',
    definition: 'Sum over orders of max(0, contract − net paid), as it stands when it is asked for.',
    read: async (_context, _over, facts) => (await facts.outstanding()).amount.toString(),
  },
  {
    code: 'arrears',
    name: { en: 'Arrears', zh: '欠款' },
    unit: 'amount',
    kind: 'stock',
    definition: 'The part of the receivables whose due date lies before the last day of the period.',
    read: async (_context, _over, facts) => (await facts.arrears()).amount.toString(),
  },
]
