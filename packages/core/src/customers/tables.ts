/** Customers, their households, and the terms by which they are found. */
import { date, id, instant, json, nullable, personal, text } from '../storage/column.ts'
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

export type CustomerRow = RowOf<typeof customers>
export type HouseholdRow = RowOf<typeof customersHouseholds>
