/** What other rooms, plugins and hosts may import of the receivables. */
export * from './errors.ts'
export {
  allowancePosted,
  type AllowanceSet,
  type CollectionContact,
  contactLogged,
  type DebtGivenUp,
  type DebtReclaimed,
  debtRecovered,
  debtWrittenOff,
  type PaymentTermsAgreed,
  promiseBroken,
  type PromiseJudged,
  promiseKept,
  receivableFellDue,
  type ReceivableFellDue,
  receivablesEvents,
  termsAgreed,
  writeOffReversed,
} from './events.ts'
export type { AgedReceivables, AgeReceivables } from './operations/age-receivables.ts'
export type { AgreePaymentTerms, PaymentTerms } from './operations/agree-terms.ts'
export type { Allowances, ListAllowances } from './operations/list-allowances.ts'
export type { Contacts, ListContacts } from './operations/list-contacts.ts'
export type { FollowUps, ListFollowUps } from './operations/list-follow-ups.ts'
export type { LogContact } from './operations/log-contact.ts'
export type { PostAllowance } from './operations/post-allowance.ts'
export type { ReadStatement, Statement } from './operations/read-statement.ts'
export type { DebtWasRecovered, RecoverDebt } from './operations/recover-debt.ts'
export type { ReverseWriteOff, WriteOffWasReversed } from './operations/reverse-write-off.ts'
export type { DebtWrittenOff, WriteOffDebt } from './operations/write-off.ts'
export { receivablesRoom } from './plugin.ts'
export type { Allowance } from './present-allowance.ts'
export type { Contact } from './present-contact.ts'
export type { Debtor } from './present-debtor.ts'
export type { ReceivablesSettings } from './settings.ts'
export {
  receivablesAllowances,
  receivablesCases,
  receivablesContacts,
  receivablesDays,
  receivablesNotes,
  receivablesPromises,
  receivablesReminders,
} from './tables.ts'
