/** What is known of customers by what they bought: all of it follows from orders, rules and marks, and can be made anew. */
import { bool, date, id, instant, int, json, money, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

const ofCustomer = { kind: 'customer', column: 'customerId' } as const

/** One row an order that was not cancelled, with what it is counted by. */
export const clienteleOrders = defineTable({
  name: 'clientele_orders',
  columns: {
    orderId: id(),
    customerId: id(),
    branch: id(),
    bookedDate: date(),
    amount: money(),
    /** The region when the order was placed, and where the customer comes from; `unknown` where nobody said. */
    region: text(100),
    source: text(60),
    /** The kind of photography that most of its amount is for; `none` where it is for none. */
    shootType: text(60),
  },
  key: ['orderId'],
  indexes: [
    { name: 'byDate', columns: ['bookedDate', 'branch', 'region', 'source', 'shootType', 'amount'] },
    { name: 'byCustomer', columns: ['customerId'] },
  ],
  derived: true,
  branch: 'branch',
  subject: ofCustomer,
})

const summaryColumns = {
  customerId: id(),
  orders: int(),
  /** Different dates on which something was ordered: two or more make a repeat customer. */
  occasions: int(),
  amount: money(),
  firstOn: date(),
  lastOn: date(),
  lastShotOn: nullable(date()),
  /** Whether something was not picked up yet. */
  waiting: bool(),
  province: personal(nullable(text(32))),
  city: personal(nullable(text(32))),
  district: personal(nullable(text(32))),
}

/** One row a customer who ever ordered something that was not cancelled, of every branch: only for who reaches all of them. */
export const clienteleCustomers = defineTable({
  name: 'clientele_customers',
  columns: summaryColumns,
  key: ['customerId'],
  indexes: [
    { name: 'byAmount', columns: ['amount', 'customerId'] },
    { name: 'byFirst', columns: ['firstOn', 'customerId'] },
    { name: 'byLast', columns: ['lastOn', 'customerId'] },
    { name: 'waiting', columns: ['waiting', 'lastOn', 'customerId'] },
    { name: 'byRegion', columns: ['province', 'city', 'district', 'lastOn', 'customerId'] },
  ],
  derived: true,
  subject: ofCustomer,
})

/** The same of each branch in which a customer ordered: what is told to who reaches some branches alone. */
export const clienteleBranches = defineTable({
  name: 'clientele_branches',
  columns: { ...summaryColumns, branch: id() },
  key: ['customerId', 'branch'],
  indexes: [
    { name: 'byAmount', columns: ['branch', 'amount', 'customerId'] },
    { name: 'byFirst', columns: ['branch', 'firstOn', 'customerId'] },
    { name: 'byLast', columns: ['branch', 'lastOn', 'customerId'] },
  ],
  derived: true,
  branch: 'branch',
  subject: ofCustomer,
})

/** What each customer bought in a branch, and when they were photographed: a row for each item, category, kind of photography and day. */
export const clienteleFacets = defineTable({
  name: 'clientele_facets',
  columns: {
    customerId: id(),
    branch: id(),
    /** item, category, shootType or shot. */
    kind: text(20),
    /** A code; of `shot`, the day. */
    value: text(60),
    /** Orders that it is in. */
    orders: int(),
    amount: money(),
    firstOn: date(),
    lastOn: date(),
  },
  key: ['customerId', 'branch', 'kind', 'value'],
  indexes: [{ name: 'byValue', columns: ['kind', 'value', 'lastOn', 'customerId', 'branch'] }],
  derived: true,
  branch: 'branch',
  subject: ofCustomer,
})

/** How many customers of the studio bought both of two items; with itself, how many bought an item. It knows of no branch, customer or amount. */
export const clientelePairs = defineTable({
  name: 'clientele_pairs',
  columns: { item: text(60), other: text(60), customers: int() },
  key: ['item', 'other'],
  derived: true,
})

/** Rules of classification; the last edition of a code is in force. */
export const clienteleRules = defineTable({
  name: 'clientele_rules',
  columns: {
    code: text(40),
    /** 1, 2, 3 … of the code. */
    edition: int(),
    name: text(100),
    /** False: the class is given by hand alone from this edition on. */
    active: bool(),
    /** As `rule.ts` says: one of the lists of conditions must hold whole. */
    when: json(),
    at: instant(),
    actor: text(200),
  },
  key: ['code', 'edition'],
  appendOnly: true,
})

/** Classes that customers are in by rule. */
export const clienteleClasses = defineTable({
  name: 'clientele_classes',
  columns: {
    customerId: id(),
    code: text(40),
    /** The edition of the rule. */
    edition: int(),
    /** The conditions that held. */
    reasons: json(),
    since: date(),
  },
  key: ['customerId', 'code'],
  indexes: [{ name: 'byCode', columns: ['code', 'customerId'] }],
  derived: true,
  subject: ofCustomer,
})

/** What somebody said by hand: that a customer is in a class, or is not, whatever the rule says. */
export const clienteleMarks = defineTable({
  name: 'clientele_marks',
  columns: {
    customerId: id(),
    code: text(40),
    belongs: bool(),
    reason: personal(nullable(text(500))),
    at: instant(),
    actor: text(200),
  },
  key: ['customerId', 'code'],
  indexes: [{ name: 'byCode', columns: ['code', 'customerId'] }],
  subject: ofCustomer,
})

export type SummaryRow = RowOf<typeof clienteleCustomers>
export type BranchRow = RowOf<typeof clienteleBranches>
export type FacetRow = RowOf<typeof clienteleFacets>
export type ClassRow = RowOf<typeof clienteleClasses>
export type MarkRow = RowOf<typeof clienteleMarks>
export type RuleRow = RowOf<typeof clienteleRules>
