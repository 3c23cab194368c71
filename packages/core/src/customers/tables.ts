/** Customers, their households, and the terms by which they are found. */
import { bool, date, id, instant, json, nullable, personal, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/** Code points of a province, city or district: the three as one text stay under 100. */
export const longestPlace = 32

/** One row a person: who buys, who is photographed, or both. */
export const customers = defineTable({
  name: 'customers',
  columns: {
    id: id(),
    /** Readable, given by the studio's sequence: `C000123`. */
    number: text(40),
    /** The number that the host or an old system knows the customer by. */
    reference: personal(nullable(text(100))),
    name: personal(text(100)),
    /** How the name is read: syllables with blanks between; what sorts a list of names. */
    pinyin: personal(text(220)),
    /** Other readings that characters of the name have: what somebody might type who reads it wrongly. */
    otherPinyin: personal(nullable(json())),
    /** As it was given; searches go by its digits. */
    phone: personal(nullable(text(40))),
    morePhones: personal(nullable(json())),
    email: personal(nullable(text(254))),
    wechat: personal(nullable(text(60))),
    /** The Gregorian day of birth, also where the birthday is kept by the lunar calendar. */
    birthday: personal(nullable(date())),
    /** The calendar by which the birthday is kept: `solar` or `lunar`. */
    birthdayCalendar: personal(nullable(text(10))),
    gender: personal(nullable(text(10))),
    province: personal(nullable(text(longestPlace))),
    city: personal(nullable(text(longestPlace))),
    district: personal(nullable(text(longestPlace))),
    /** Where the customer comes from: a word of the studio's own, such as `douyin` or `friend`. */
    source: nullable(text(60)),
    notes: personal(nullable(text(2000))),
    /** How the studio sorts its customers by hand: a list of words. */
    tags: personal(nullable(json())),
    householdId: nullable(id()),
    /** `partner`, `child`, `parent` or `other`. */
    householdRole: personal(nullable(text(10))),
    /** The customer that this one was merged into; such a row answers for nobody any more, and only leads there. */
    mergedIntoId: nullable(id()),
    /** The ids of those who were merged into this one: facts that are never rewritten still bear them. */
    mergedIds: nullable(json()),
    /** What those are found by: a list of `MergedName`. */
    mergedNames: personal(nullable(json())),
    /** The branch that registered the customer; every branch of the studio may serve them. */
    registeredIn: id(),
    registeredAt: instant(),
  },
  uniques: [
    { name: 'number', columns: ['number'] },
    { name: 'reference', columns: ['reference'] },
  ],
  indexes: [
    { name: 'byPinyin', columns: ['pinyin', 'id'] },
    { name: 'byRegion', columns: ['province', 'city', 'district', 'id'] },
    { name: 'byHousehold', columns: ['householdId', 'id'] },
    // Where duplicates may be; two people who share the phone are found by the terms of the search.
    { name: 'byBirthday', columns: ['birthday', 'pinyin'] },
    { name: 'byEmail', columns: ['email'] },
    { name: 'byWechat', columns: ['wechat'] },
  ],
  customFields: true,
  subject: { kind: 'customer', column: 'id' },
})

/**
 * What somebody may type to find a customer, worked out from the customer's row by `searchTermsOf`. A term begins with a
 * mark that keeps whole texts, parts of them and tags apart, so that a search walks along one stretch of the key.
 */
export const customersSearchTerms = defineTable({
  name: 'customers_search_terms',
  columns: {
    term: text(80),
    customerId: id(),
    /** What of the customer it comes from: `name`, `pinyin`, `initials`, `phone`, `code` or `tag`. */
    kind: text(10),
    /** What a term that is folded by sound was folded from. */
    texts: nullable(text(500)),
  },
  key: ['term', 'customerId'],
  indexes: [{ name: 'byCustomer', columns: ['customerId'] }],
  derived: true,
  subject: { kind: 'customer', column: 'customerId' },
})

/** A family: those who belong to it carry its id. */
export const customersHouseholds = defineTable({
  name: 'customers_households',
  columns: {
    id: id(),
    name: personal(text(100)),
    address: personal(nullable(text(300))),
    /** The member whom the studio talks to; when that person is erased, so are name and address. */
    contactId: id(),
  },
  indexes: [{ name: 'byContact', columns: ['contactId'] }],
  subject: { kind: 'customer', column: 'contactId' },
})

/** Days of every year that a customer celebrates beside the birthday. */
export const customersAnniversaries = defineTable({
  name: 'customers_anniversaries',
  columns: {
    id: id(),
    customerId: id(),
    /** `wedding`, `engagement` or a word of the studio's own. */
    kind: text(40),
    /** The Gregorian day on which it first was; null once the customer was erased. */
    date: personal(nullable(date())),
    /** The calendar by which it is kept. */
    calendar: text(10),
    note: personal(nullable(text(500))),
  },
  indexes: [{ name: 'byCustomer', columns: ['customerId', 'kind'] }],
  subject: { kind: 'customer', column: 'customerId' },
})

/**
 * Birthdays and anniversaries by the day of the year on which they are kept, worked out by `occasionsOf`. The day of the
 * year leads the key, so that the next so many days are a few stretches of it.
 */
export const customersOccasions = defineTable({
  name: 'customers_occasions',
  columns: {
    /** As `occasionKey` writes it: `s11-22` for 22 November, `l08-15` for the fifteenth of the eighth lunar month. */
    dayKey: text(8),
    customerId: id(),
    /** `birthday`, or the kind of the anniversary. */
    kind: text(40),
    date: date(),
  },
  key: ['dayKey', 'customerId', 'kind', 'date'],
  indexes: [{ name: 'byCustomer', columns: ['customerId'] }],
  derived: true,
  subject: { kind: 'customer', column: 'customerId' },
})

/** What customers agreed to and what they took back: the last one about a channel and a purpose is in force. */
export const customersConsents = defineTable({
  name: 'customers_consents',
  columns: {
    id: id(),
    customerId: id(),
    branch: id(),
    /** `phone`, `sms`, `wechat`, `email`, `post`. */
    channel: text(20),
    /** `service`, `marketing`, `pictures` or a word of the studio's own. */
    purpose: text(40),
    given: bool(),
    /** The words that the customer agreed to; null where a consent is taken back. */
    wording: nullable(text(2000)),
    /** How the customer said so: `counter`, `form`, `online` or a word of the studio's own. */
    means: text(40),
    at: instant(),
    actor: text(200),
  },
  indexes: [{ name: 'byCustomer', columns: ['customerId', 'channel', 'purpose', 'at', 'id'] }],
  appendOnly: true,
  subject: { kind: 'customer', column: 'customerId' },
})

/** What a customer likes, as the customer or a member of staff said. */
export const customersPreferences = defineTable({
  name: 'customers_preferences',
  columns: {
    id: id(),
    customerId: id(),
    /** What it is about: `style`, `photographer`, `time`. */
    topic: text(40),
    value: personal(text(200)),
  },
  indexes: [{ name: 'byCustomer', columns: ['customerId', 'topic'] }],
  subject: { kind: 'customer', column: 'customerId' },
})

/** Pairs of customers of whom somebody said that they are two people: the lower id first. */
export const customersDistinct = defineTable({
  name: 'customers_distinct',
  columns: { customerId: id(), otherId: id(), at: instant(), actor: text(200) },
  key: ['customerId', 'otherId'],
  indexes: [{ name: 'byOther', columns: ['otherId'] }],
})

/** Merges of two customers into one, with what it takes to undo them. */
export const customersMerges = defineTable({
  name: 'customers_merges',
  columns: {
    id: id(),
    survivorId: id(),
    mergedId: id(),
    at: instant(),
    actor: text(200),
    reason: nullable(text(500)),
    /** The columns of the two that the merge changed, as they were. */
    survivorBefore: personal(json()),
    mergedBefore: personal(json()),
    /** What hooks left for the undoing. */
    notes: json(),
    /** How many rows spoke of the two after the merge, and their versions: where they are the same, nothing has happened. */
    traces: json(),
    /** The ids of the last merge into either, where nothing had happened since: it can be undone once this one was. */
    undisturbed: json(),
    undoneAt: nullable(instant()),
  },
  indexes: [
    { name: 'bySurvivor', columns: ['survivorId', 'at', 'id'] },
    { name: 'byMerged', columns: ['mergedId', 'at', 'id'] },
  ],
  subject: [
    { kind: 'customer', column: 'survivorId' },
    { kind: 'customer', column: 'mergedId' },
  ],
})

/** Which rows a merge took over: their keys, one row a table. */
export const customersMergeMoves = defineTable({
  name: 'customers_merge_moves',
  columns: {
    mergeId: id(),
    /** The table, and the column that holds the customer's id. */
    tableName: text(60),
    columnName: text(60),
    /** The keys of the rows, each a list of the values of its columns. */
    keys: json(),
  },
  key: ['mergeId', 'tableName', 'columnName'],
  appendOnly: true,
})

export type CustomerRow = RowOf<typeof customers>
export type HouseholdRow = RowOf<typeof customersHouseholds>
export type AnniversaryRow = RowOf<typeof customersAnniversaries>
export type MergeRow = RowOf<typeof customersMerges>
export type ConsentRow = RowOf<typeof customersConsents>
