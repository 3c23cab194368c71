/** What the room keeps: one row a message. */
import { bool, id, instant, int, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/**
 * Messages to people, as they stand. Known whatever branches an actor reaches, since a purpose is sent once in the studio; who reads
 * or changes them keeps to `within-reach.ts`.
 */
export const notificationsMessages = defineTable({
  name: 'notifications_messages',
  columns: {
    id: id(),
    branch: id(),
    channel: id(),
    /** Empty where the person was erased, or the message withheld. */
    address: personal(text(320)),
    locale: text(35),
    template: nullable(text(60)),
    templateVersion: nullable(int()),
    templateValues: personal(nullable(json())),
    subject: personal(nullable(text(200))),
    body: personal(text(4000)),
    /** What it is for, such as `booking:<id>:P1D`: one message a purpose. */
    purpose: text(200),
    aboutKind: nullable(text(40)),
    aboutId: nullable(id()),
    /** To whom: a customer, a lead, somebody of the staff; a lead who became a customer bears both ids. */
    customerId: nullable(id()),
    leadId: nullable(id()),
    staffId: nullable(id()),
    /** As `message-state.ts` says. */
    state: text(20),
    /** Sent in quiet hours as well. */
    urgent: bool(),
    notBefore: instant(),
    /** After this moment it is not sent any more. */
    notAfter: nullable(instant()),
    /** When it is to be looked at; while it is being sent, when that counts as lost. Null: never again. */
    nextAt: nullable(instant()),
    /** Who has it in hand. */
    claimId: nullable(id()),
    /** How often a channel was given it, since it was queued last. */
    attempts: int(),
    /** What went wrong last, or why it is not sent. */
    errorCode: nullable(text(60)),
    errorReason: nullable(text(300)),
    /** The provider's own. */
    reference: nullable(text(200)),
    queuedAt: instant(),
    /** When it came to where it stays. */
    closedAt: nullable(instant()),
  },
  uniques: [{ name: 'purpose', columns: ['purpose'] }],
  indexes: [
    { name: 'due', columns: ['nextAt', 'id'] },
    { name: 'byState', columns: ['state', 'id'] },
    { name: 'about', columns: ['aboutKind', 'aboutId'] },
    { name: 'byCustomer', columns: ['customerId', 'id'] },
    { name: 'byLead', columns: ['leadId', 'id'] },
    { name: 'byStaff', columns: ['staffId', 'id'] },
  ],
  subject: [
    { kind: 'customer', column: 'customerId' },
    { kind: 'lead', column: 'leadId' },
    { kind: 'staff', column: 'staffId' },
  ],
})

export type MessageRow = RowOf<typeof notificationsMessages>
