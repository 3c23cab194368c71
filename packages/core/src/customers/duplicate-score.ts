/** How likely two records are one person, and why. Pure. */
import { foldSound, foldText } from './fold-text.ts'
import { distinctDigits } from './phone.ts'
import { listOf } from './search-terms.ts'
import type { CustomerRow } from './tables.ts'

/** Why two records may be one person, or, below zero, why not. */
export const duplicateReasons = {
  samePhone: 50,
  sameName: 30,
  /** Read alike: 王芳 and 王方. */
  sameReading: 25,
  /** One of the names has a reading that sounds like the other: zeng and ceng, zhang and zang. */
  similarReading: 15,
  sameBirthday: 25,
  sameEmail: 40,
  sameWechat: 45,
  sameRegion: 5,
  differentBirthday: -40,
  differentGender: -40,
} as const

export type DuplicateReason = keyof typeof duplicateReasons

export interface DuplicateScore {
  /** 0 to 100: the sum of the reasons. */
  readonly score: number
  readonly reasons: readonly DuplicateReason[]
}

/** What of a customer is compared. */
export type Compared = Pick<
  CustomerRow,
  | 'name'
  | 'pinyin'
  | 'otherPinyin'
  | 'phone'
  | 'morePhones'
  | 'email'
  | 'wechat'
  | 'birthday'
  | 'gender'
  | 'province'
  | 'city'
  | 'district'
>

/** The score of two records, the same whichever comes first. */
export function duplicateScore(one: Compared, other: Compared): DuplicateScore {
  const reasons: DuplicateReason[] = []
  const phones = new Set(distinctDigits([one.phone, ...listOf(one.morePhones)]))
  if (distinctDigits([other.phone, ...listOf(other.morePhones)]).some((digits) => phones.has(digits))) {
    reasons.push('samePhone')
  }
  const name = nameReason(one, other)
  if (name !== undefined) reasons.push(name)
  if (one.email !== null && foldCase(one.email) === foldCase(other.email)) reasons.push('sameEmail')
  if (one.wechat !== null && foldCase(one.wechat) === foldCase(other.wechat)) reasons.push('sameWechat')
  if (one.birthday !== null && other.birthday !== null) {
    reasons.push(one.birthday === other.birthday ? 'sameBirthday' : 'differentBirthday')
  }
  if (one.gender !== null && other.gender !== null && one.gender !== other.gender) reasons.push('differentGender')
  if (
    one.city !== null &&
    one.province === other.province &&
    one.city === other.city &&
    one.district === other.district
  ) {
    reasons.push('sameRegion')
  }
  const sum = reasons.reduce((total, reason) => total + duplicateReasons[reason], 0)
  return { score: Math.max(0, Math.min(100, sum)), reasons }
}

function nameReason(one: Compared, other: Compared): DuplicateReason | undefined {
  if (foldText(one.name) !== '' && foldText(one.name) === foldText(other.name)) return 'sameName'
  if (one.pinyin !== '' && one.pinyin === other.pinyin) return 'sameReading'
  const heard = new Set(readingsOf(one))
  return readingsOf(other).some((reading) => heard.has(reading)) ? 'similarReading' : undefined
}

const readingsOf = ({ pinyin, otherPinyin }: Compared): string[] =>
  [pinyin, ...listOf(otherPinyin)].map((reading) => foldSound(reading.replaceAll(' ', ''))).filter((one) => one !== '')

const foldCase = (text: string | null): string | null => (text === null ? null : text.normalize('NFKC').toLowerCase())
