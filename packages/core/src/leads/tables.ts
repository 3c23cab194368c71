/** Leads, invitations, visits and follow-ups. */
import { date, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

const ofBoth = [
  { kind: 'lead', column: 'leadId' },
  { kind: 'customer', column: 'customerId' },
] as const

/** Whom a row is about: a lead, a customer, or a lead who became one. */
const person = { leadId: nullable(id()), customerId: nullable(id()) }

/** One row a lead (客资): somebody who asked, and has bought nothing yet. */
export const leads = defineTable({
  name: 'leads',
  columns: {
    id: id(),
    branch: id(),
    /** Readable: `L000123`. */
    number: text(40),
    name: personal(text(100)),
    phone: personal(nullable(text(40))),
    /** The digits by which two spellings of the number are equal. */
    phoneDigits: personal(nullable(text(20))),
    wechat: personal(nullable(text(60))),
    province: personal(nullable(text(32))),
    city: personal(nullable(text(32))),
    district: personal(nullable(text(32))),
    /** Where the lead comes from: a word of the studio's own, such as `douyin` or `friend`. */
    source: text(60),
    /** What the lead asks for: a list of words, such as kinds of photography. */
    interests: nullable(json()),
    note: personal(nullable(text(2000))),
    /** Who of the staff takes care of the lead. */
    ownerId: nullable(id()),
    /** As `lead-state.ts` says. */
    state: text(20),
    stateChangedAt: instant(),
    lostReason: nullable(text(40)),
    /** Who the lead is or became. */
    customerId: nullable(id()),
    createdAt: instant(),
    /** The business date of `createdAt`. */
    createdOn: date(),
  },
  uniques: [{ name: 'number', columns: ['number'] }],
  indexes: [
    { name: 'byDate', columns: ['createdOn', 'id'] },
    { name: 'byState', columns: ['state', 'createdOn', 'id'] },
    { name: 'byOwner', columns: ['ownerId', 'state', 'createdOn', 'id'] },
    { name: 'byPhone', columns: ['phoneDigits'] },
    { name: 'byCustomer', columns: ['customerId'] },
  ],
  customFields: true,
  branch: 'branch',
  subject: [
    { kind: 'lead', column: 'id' },
    { kind: 'customer', column: 'customerId' },
  ],
})

/** Every time that somebody was asked to come (邀约). */
export const leadsInvitations = defineTable({
  name: 'leads_invitations',
  columns: {
    id: id(),
    branch: id(),
    ...person,
    channel: text(20),
    /** agreed, declined, noAnswer or undecided. */
    outcome: text(20),
    /** When the person means to come. */
    invitedFor: nullable(instant()),
    at: instant(),
    actor: text(200),
    note: personal(nullable(text(500))),
  },
  indexes: [
    { name: 'byLead', columns: ['leadId', 'at', 'id'] },
    { name: 'byCustomer', columns: ['customerId', 'at', 'id'] },
  ],
  branch: 'branch',
  subject: ofBoth,
})

/** Visits to the studio (进店). */
export const leadsVisits = defineTable({
  name: 'leads_visits',
  columns: {
    id: id(),
    branch: id(),
    ...person,
    /** sales, selection, pickup, fitting, shoot or a word of the studio's own. */
    purpose: text(40),
    at: instant(),
    businessDate: date(),
    /** How many people came. */
    people: int(),
    /** Who of the staff received them. */
    staffId: nullable(id()),
    invitationId: nullable(id()),
    /** What came of it: bought, considering, lost, done or a word of the studio's own; null while they are here. */
    result: nullable(text(40)),
    finishedAt: nullable(instant()),
    note: personal(nullable(text(1000))),
    /** The order that the visit led to. */
    orderId: nullable(id()),
    /** The business date on which that was placed. */
    orderedOn: nullable(date()),
  },
  indexes: [
    { name: 'byDate', columns: ['businessDate', 'purpose', 'id'] },
    { name: 'byLead', columns: ['leadId', 'at', 'id'] },
    { name: 'byCustomer', columns: ['customerId', 'at', 'id'] },
    { name: 'byOrder', columns: ['orderId'] },
  ],
  branch: 'branch',
  subject: ofBoth,
})

/** Things to do about a person by a time (跟进). */
export const leadsFollowUps = defineTable({
  name: 'leads_follow_ups',
  columns: {
    id: id(),
    branch: id(),
    ...person,
    orderId: nullable(id()),
    /** sales, afterDelivery or a word of the studio's own. */
    kind: text(40),
    /** What is to be done. */
    task: personal(nullable(text(500))),
    ownerId: nullable(id()),
    dueAt: instant(),
    remindAt: nullable(instant()),
    remindedAt: nullable(instant()),
    /** open, done or cancelled. */
    state: text(20),
    /** What came of it: a word such as reached or noAnswer. */
    result: nullable(text(40)),
    note: personal(nullable(text(1000))),
    closedAt: nullable(instant()),
    closedBy: nullable(text(200)),
    /** The follow-up that led to this one. */
    previousId: nullable(id()),
    createdAt: instant(),
  },
  indexes: [
    { name: 'due', columns: ['state', 'dueAt', 'id'] },
    { name: 'byOwner', columns: ['ownerId', 'state', 'dueAt', 'id'] },
    { name: 'byLead', columns: ['leadId', 'dueAt', 'id'] },
    { name: 'byCustomer', columns: ['customerId', 'dueAt', 'id'] },
    { name: 'byOrder', columns: ['orderId', 'kind'] },
  ],
  branch: 'branch',
  subject: ofBoth,
})

export type LeadRow = RowOf<typeof leads>
export type InvitationRow = RowOf<typeof leadsInvitations>
export type VisitRow = RowOf<typeof leadsVisits>
export type FollowUpRow = RowOf<typeof leadsFollowUps>
