/** What the ledger keeps: facts (entries, lines, refunds) and what follows from them (commitments). */
import { bool, date, id, instant, int, json, money, nullable, text } from '../storage/column.ts'
import { defineTable } from '../storage/table.ts'

/** Accounts that a studio added to the default chart, or renamed. The default chart itself is data of the code. */
export const ledgerAccounts = defineTable({
  name: 'ledger_accounts',
  columns: {
    code: id(),
    name: text(100),
    nameZh: nullable(text(100)),
    /** asset, liability, equity, income or expense. */
    type: text(10),
    /** Stands on the other side of its type, as discounts do among income. */
    contra: bool(),
    active: bool(),
  },
  key: ['code'],
})

/**
 * Heads of journal entries. An entry belongs to the branch where it happened, all its lines with it, so that every branch
 * balances by itself even where a customer pays in one branch and picks up in another.
 */
export const ledgerEntries = defineTable({
  name: 'ledger_entries',
  columns: {
    id: id(),
    branch: id(),
    /** receipt, refund, void, cancellation, recognition, reversal, waiver, bondReturn, manual; later rooms add their own. */
    kind: text(40),
    /** The number on the paper; only entries that a customer gets a receipt for have one. */
    number: nullable(text(80)),
    /** Fixed at posting. */
    businessDate: date(),
    /** When it happened. */
    at: instant(),
    /** When it was written down: later than `at` only for imported history. */
    recordedAt: instant(),
    /** Who posted it. */
    actor: text(200),
    currency: text(3),
    /** What the entry is about: the money that was paid or refunded, the revenue recognised, the sum of the debits. */
    amount: money(),
    orderId: nullable(id()),
    customerId: nullable(id()),
    /** The entry that this one corrects. */
    correctsId: nullable(id()),
    till: nullable(id()),
    /** The cashier's session at the till. */
    shift: nullable(id()),
    /** The methods of its legs as `|cash|card|`, so that one column answers "which receipts had a card in them". */
    methods: nullable(text(500)),
    /** Never personal data: facts cannot be blanked. */
    memo: nullable(text(500)),
    /** What the receipt shows. */
    document: nullable(json()),
  },
  uniques: [{ name: 'number', columns: ['number'] }],
  indexes: [
    { name: 'date', columns: ['businessDate', 'id'] },
    { name: 'order', columns: ['orderId'] },
    { name: 'customer', columns: ['customerId'] },
    { name: 'corrects', columns: ['correctsId'] },
  ],
  appendOnly: true,
  branch: 'branch',
  subject: { kind: 'customer', column: 'customerId' },
})

/** Lines of entries: one of debit and credit is above zero, the other is zero. What else a line tells is a dimension. */
export const ledgerLines = defineTable({
  name: 'ledger_lines',
  columns: {
    entryId: id(),
    line: int(),
    branch: id(),
    account: id(),
    businessDate: date(),
    currency: text(3),
    debit: money(),
    credit: money(),
    orderId: nullable(id()),
    customerId: nullable(id()),
    /** The payment method; set on the lines by which money comes or goes, and on no other. */
    method: nullable(id()),
    /** The leg of the receipt. */
    leg: nullable(int()),
    /** The category of what was sold, or of what was spent. */
    category: nullable(text(60)),
    /** The kind of photography that it belongs to: wedding, children and so on. */
    shootType: nullable(text(60)),
    staff: nullable(id()),
    till: nullable(id()),
    shift: nullable(id()),
    /** Whether its entry moved money (cash, bank, clearing): such entries are the cash flow. */
    cash: bool(),
  },
  key: ['entryId', 'line'],
  indexes: [
    { name: 'account', columns: ['account', 'businessDate', 'entryId'] },
    // Covers what statements add up of the day that is still open, so that its lines are never read one by one.
    {
      name: 'date',
      columns: ['businessDate', 'account', 'currency', 'category', 'branch', 'cash', 'shootType', 'debit', 'credit'],
    },
    { name: 'order', columns: ['orderId'] },
  ],
  appendOnly: true,
  branch: 'branch',
})

/**
 * What stands between the studio and a customer over one order. `total` is the order's to say; the rest follows from the
 * entries. Payments and refunds lock this row, never an account. It names no subject on purpose: derived rows of a person are
 * deleted when the person is erased, and an order must stay payable and refundable. It holds an id and nothing personal.
 */
export const ledgerCommitments = defineTable({
  name: 'ledger_commitments',
  columns: {
    orderId: id(),
    customerId: nullable(id()),
    branch: id(),
    currency: text(3),
    openedOn: date(),
    /** The contract: what the customer pays in all. After a cancellation, what the studio keeps or still claims. */
    total: money(),
    /** Receipts less refunds; bonds apart. */
    paid: money(),
    /** Delivered: recognised as revenue. */
    recognised: money(),
    /** Deposits that the customer lost by cancelling. */
    forfeited: money(),
    /** Delivered, and let go with a reason. */
    waived: money(),
    /** Delivered, and given up as a bad debt. */
    writtenOff: money(),
    /** Receipts of earnest money (定金) less refunds of them: a part of `paid`. */
    earnest: money(),
    /** Refundable security that the studio holds. */
    bond: money(),
    /** What is still to be paid: max(0, total − waived − writtenOff − paid). */
    outstanding: money(),
    /** Whether anything is outstanding: leads the index, so that the list of arrears never passes over settled orders. */
    owing: bool(),
    /** When it is due; of an order that is paid in instalments, when the earliest is that is not fully paid. */
    dueDate: nullable(date()),
    /** The dates and amounts that were agreed, the earliest first; null where it is due all at once. */
    instalments: nullable(json()),
    /** Whether there are instalments: tells orders that are due in parts from the rest. */
    planned: bool(),
    /** Since when the customer owes for what was delivered; null where nothing is owed for it. */
    owedSince: nullable(date()),
    /** What is overdue once its day has passed: all that is outstanding, or without a due date what was delivered. */
    claim: money(),
    cancelled: bool(),
    /** Set where orders were merged: see `merged-commitment.ts`. */
    merged: nullable(json()),
  },
  key: ['orderId'],
  indexes: [
    { name: 'owing', columns: ['owing', 'dueDate'] },
    { name: 'customer', columns: ['customerId'] },
  ],
  derived: true,
  branch: 'branch',
})

/**
 * Which leg of which receipt each refund consumed. It has no branch on purpose: a refund given in another branch, which
 * this actor may not see, must still count against what is left.
 */
export const ledgerRefunds = defineTable({
  name: 'ledger_refunds',
  columns: {
    refundEntryId: id(),
    line: int(),
    receiptId: id(),
    leg: int(),
    amount: money(),
    /** Of a leg in a foreign currency: how much of its foreign money was consumed with it. */
    foreign: nullable(money()),
  },
  key: ['refundEntryId', 'line'],
  indexes: [{ name: 'receipt', columns: ['receiptId'] }],
  appendOnly: true,
})

/** Which entry was taken back by which: recognitions, manual entries, voided receipts. Its key lets no entry be taken back twice; without a branch, as above. */
export const ledgerReversals = defineTable({
  name: 'ledger_reversals',
  columns: { entryId: id(), reversalId: id() },
  key: ['entryId'],
  appendOnly: true,
})

/** Through which date the books of a branch are closed, and which days are totalled. Everything that closes, reopens, dates back or totals locks its row. */
export const ledgerPeriods = defineTable({
  name: 'ledger_periods',
  columns: {
    branch: id(),
    lockedThrough: nullable(date()),
    /** The first and the last date whose entries are in the totals; null where none are. */
    totalledFrom: nullable(date()),
    totalledThrough: nullable(date()),
    /** How many changes there were. */
    changes: int(),
  },
  key: ['branch'],
  branch: 'branch',
})

/** Every closing and reopening of the books, with what was in them then. */
export const ledgerPeriodChanges = defineTable({
  name: 'ledger_period_changes',
  columns: {
    branch: id(),
    /** 1, 2, 3 … in the branch. */
    sequence: int(),
    /** locked, monthClosed, yearClosed or reopened. */
    kind: text(20),
    /** The last date that was closed from then on; null where everything was open. */
    through: nullable(date()),
    before: nullable(date()),
    at: instant(),
    actor: text(200),
    reason: nullable(text(500)),
    /** SHA-256 of the trial balance as of `through`. */
    balanceHash: text(64),
  },
  key: ['branch', 'sequence'],
  appendOnly: true,
  branch: 'branch',
})
