/** The fields of a customer as callers give them, and as columns hold them. */
import { z } from 'zod'
import type { QueryContext } from '../engine/context.ts'
import { customValues } from '../engine/custom-field.ts'
import type { ChangeOf } from '../storage/table.ts'
import { isCalendarDate } from '../values/calendar-date.ts'
import { BirthdayTwice, LunarDateUnknown } from './errors.ts'
import { lunarCalendar } from './lunar-calendar.ts'
import { isPhone } from './phone.ts'
import { type CustomerRow, customers, longestPlace } from './tables.ts'

const line = (longest: number) => z.string().trim().normalize('NFC').min(1, 'must not be empty').max(longest)

const phone = line(40).refine(isPhone, 'must be a phone number: 5 to 20 digits, with +, blanks, - and brackets')

const place = line(longestPlace).optional()
const region = z.strictObject({ province: place, city: place, district: place })

/** `partner`: of the couple. `child` and `parent`: of the couple. */
export const householdRole = z.enum(['partner', 'child', 'parent', 'other'])

export const nameField = line(100)

/** Fields that a caller may give; null takes a value away. */
export const optionalFields = {
  /** The number that the host or an old system knows the customer by; unique within the studio. */
  reference: line(100).nullish(),
  /** How the name is read, where the dictionary is wrong: `zeng li`. */
  pinyin: z
    .string()
    .trim()
    .max(200)
    .regex(/^[a-zA-Zü' ]+$/, 'must be pinyin without tones, such as "zeng li"')
    .nullish(),
  phone: phone.nullish(),
  morePhones: z.array(phone).max(10).nullish(),
  email: z.email('must be an e-mail address').max(254).nullish(),
  wechat: line(60).nullish(),
  /** The Gregorian day of birth. */
  birthday: z.string().refine(isCalendarDate, 'must be a date YYYY-MM-DD').nullish(),
  /** The calendar by which the birthday is kept; `solar` unless told. */
  birthdayCalendar: z.enum(['solar', 'lunar']).nullish(),
  /** The day of birth by the lunar calendar, in place of `birthday`; the birthday is kept by that calendar then. */
  birthdayLunar: z
    .strictObject({
      year: z.int().min(1800).max(2200),
      month: z.int().min(1).max(12),
      day: z.int().min(1).max(30),
      /** Whether it is the leap month of that number (闰月). */
      leap: z.boolean().default(false),
    })
    .optional(),
  gender: z.enum(['female', 'male', 'other']).nullish(),
  region: region.nullish(),
  source: line(60).nullish(),
  notes: z.string().trim().max(2000).nullish(),
  tags: z.array(line(40)).max(50).nullish(),
}

const fieldsSchema = z.strictObject({ ...optionalFields, name: nameField.optional(), custom: customValues.optional() })

/** What a caller gives of a customer, checked. */
export interface CustomerFields extends z.output<typeof fieldsSchema> {}

const newSchema = z.strictObject({ name: nameField, ...optionalFields, custom: customValues.optional() })

export interface NewCustomerInput extends z.input<typeof newSchema> {}

/** The fields of a new customer, for inputs of other operations: an import, an order for somebody new. */
export const newCustomerSchema: z.ZodType<z.output<typeof newSchema>, NewCustomerInput> = newSchema

/**
 * The fields with the Gregorian day of birth where the lunar one was given.
 *
 * @throws LUNAR_DATE_UNKNOWN, BIRTHDAY_TWICE
 */
export async function withGregorianBirthday<F extends CustomerFields>(fields: F): Promise<Omit<F, 'birthdayLunar'>> {
  const { birthdayLunar: lunar, ...others } = fields
  if (lunar === undefined) return others
  if (others.birthday !== undefined || (others.birthdayCalendar ?? 'lunar') !== 'lunar') throw BirthdayTwice.create({})
  const birthday = (await lunarCalendar()).dateOf(lunar)
  if (birthday === undefined) throw LunarDateUnknown.create(lunar)
  return { ...others, birthday, birthdayCalendar: 'lunar' }
}

/** The columns for what a caller gave, the name's reading left out. `standing` is the row that it changes. */
export function customerColumns(
  context: Pick<QueryContext, 'customFields'>,
  fields: Omit<CustomerFields, 'birthdayLunar'>,
  standing?: CustomerRow,
): ChangeOf<typeof customers> {
  const { pinyin: _reading, region: place, morePhones, tags, custom, ...same } = fields
  const own = context.customFields(customers).toColumns(custom)
  const birthday = same.birthday === undefined ? standing?.birthday : same.birthday
  return {
    ...same,
    ...own,
    morePhones: listColumn(morePhones),
    tags: listColumn(tags),
    birthdayCalendar: birthday ? (same.birthdayCalendar ?? standing?.birthdayCalendar ?? 'solar') : null,
    ...(place === undefined
      ? {}
      : { province: place?.province ?? null, city: place?.city ?? null, district: place?.district ?? null }),
  }
}

/** A list as its column holds it: each value once, and nothing rather than an empty list. */
function listColumn(list: readonly string[] | null | undefined): readonly string[] | null | undefined {
  return list?.length === 0 ? null : list && [...new Set(list)]
}
