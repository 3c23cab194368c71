/** What the engine must know of a studio before it can post a yuan: its currency, its days and its branches. */
import { z } from 'zod'
import { type BusinessDays, businessDays } from '../values/business-day.ts'
import { currencyScale } from '../values/currency.ts'
import { defineError } from '../values/calotype-error.ts'
import { isTimeZone } from '../values/time-zone.ts'
import { token } from './tokens.ts'

export interface BranchSettings {
  /** For receipts and screens. */
  readonly name?: string | undefined
  /** Stands in order and receipt numbers; the branch's id unless told. */
  readonly code?: string | undefined
  /** IANA name; the studio's unless told. */
  readonly timeZone?: string | undefined
  /** `HH:mm`; the studio's unless told. */
  readonly dayStartsAt?: string | undefined
}

export interface StudioSettings {
  /** ISO 4217, such as `CNY`. */
  readonly currency: string
  /** IANA name, such as `Asia/Shanghai`. */
  readonly timeZone: string
  /** BCP 47, such as `zh-CN`; `en` unless told. */
  readonly locale?: string | undefined
  /** Local time at which the business day begins; `00:00` unless told. */
  readonly dayStartsAt?: string | undefined
  /** The branches. Where it is given, any other branch is unknown. */
  readonly branches?: Readonly<Record<string, BranchSettings>> | undefined
}

export const StudioInvalid = defineError<{ option: string; rule: string; value: string }>({
  code: 'STUDIO_INVALID',
  status: 500,
  summary: "A studio's settings break a rule.",
  message: ({ option, rule, value }) => `studio.${option} ${rule}, but is ${value}.`,
  mend: ({ option }) => `Mend studio.${option} in createEngine, or in the tenant directory of the host.`,
})

export const TenantUnknown = defineError<{ tenant: string }>({
  code: 'TENANT_UNKNOWN',
  status: 404,
  summary: 'No studio of this name is known.',
  message: ({ tenant }) => `There is no studio "${tenant}" in this store.`,
  mend: 'Check the spelling. A host with several studios names them in createEngine({ tenants }); without that, the first studio that writes owns the store.',
})

export const BranchUnknown = defineError<{ tenant: string; branch: string; known: readonly string[] }>({
  code: 'BRANCH_UNKNOWN',
  status: 404,
  summary: 'The studio has no branch of this name.',
  message: ({ tenant, branch }) => `Studio "${tenant}" has no branch "${branch}".`,
  mend: ({ known }) =>
    known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'A branch is 1 to 40 letters, digits, - or _.',
})

/** Says which studios there are, and how each is set up. A host with many studios gives its own. */
export interface TenantDirectory {
  /** The settings of a studio, or undefined where there is none of this name. */
  find(tenant: string): StudioSettings | undefined | Promise<StudioSettings | undefined>
}

export const tenantDirectoryToken = token<TenantDirectory>('calotype.tenant-directory')

const settingsShape = z.strictObject({
  currency: z.string(),
  timeZone: z.string(),
  locale: z.string().optional(),
  dayStartsAt: z.string().optional(),
  branches: z
    .record(
      z.string(),
      z.strictObject({
        name: z.string().max(200).optional(),
        code: z.string().max(40).optional(),
        timeZone: z.string().optional(),
        dayStartsAt: z.string().optional(),
      }),
    )
    .optional(),
})

const nameShape = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/
const timeShape = /^([01]\d|2[0-3]):[0-5]\d$/

/** Whether `name` can name a studio or a branch: 1 to 40 ASCII letters, digits, - or _. */
export const isScopeName = (name: unknown): name is string => typeof name === 'string' && nameShape.test(name)

/** A studio whose settings were checked. */
export class Studio {
  readonly currency: string
  readonly timeZone: string
  readonly locale: string
  readonly #settings: StudioSettings
  readonly #days = new Map<string, BusinessDays>()

  constructor(settings: StudioSettings) {
    checkSettings(settings)
    this.#settings = settings
    this.currency = settings.currency
    this.timeZone = settings.timeZone
    this.locale = settings.locale ?? 'en'
  }

  /** The ids of the branches, where the settings name them. */
  get branches(): readonly string[] {
    return Object.keys(this.#settings.branches ?? {})
  }

  hasBranch(branch: string): boolean {
    return this.#settings.branches === undefined ? isScopeName(branch) : Object.hasOwn(this.#settings.branches, branch)
  }

  branch(branch: string): BranchSettings {
    return this.#settings.branches?.[branch] ?? {}
  }

  /** What stands for a branch in numbers. */
  branchCode(branch: string): string {
    return this.branch(branch).code ?? branch
  }

  /** The business days of a branch. */
  days(branch: string): BusinessDays {
    let days = this.#days.get(branch)
    if (days === undefined) {
      const own = this.branch(branch)
      days = businessDays({
        timeZone: own.timeZone ?? this.timeZone,
        dayStartsAt: own.dayStartsAt ?? this.#settings.dayStartsAt ?? '00:00',
      })
      this.#days.set(branch, days)
    }
    return days
  }
}

function checkSettings(settings: StudioSettings): void {
  const parsed = settingsShape.safeParse(settings)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const option = issue?.path.join('.') ?? ''
    throw StudioInvalid.create({ option, rule: issue?.message ?? 'is invalid', value: 'something else' })
  }
  try {
    currencyScale(settings.currency)
  } catch (cause) {
    const rule = 'must be an ISO 4217 code'
    throw StudioInvalid.create({ option: 'currency', rule, value: `"${settings.currency}"` }, { cause })
  }
  const places: readonly [string, { timeZone?: string | undefined; dayStartsAt?: string | undefined }][] = [
    ['', settings],
    ...Object.entries(settings.branches ?? {}).map(([name, branch]): [string, BranchSettings] => {
      if (!isScopeName(name)) {
        const rule = 'must have names of 1 to 40 letters, digits, - or _'
        throw StudioInvalid.create({ option: 'branches', rule, value: `"${name}"` })
      }
      return [`branches.${name}.`, branch]
    }),
  ]
  for (const [where, place] of places) {
    if (place.timeZone !== undefined && !isTimeZone(place.timeZone)) {
      const rule = 'must be an IANA time zone'
      throw StudioInvalid.create({ option: `${where}timeZone`, rule, value: `"${place.timeZone}"` })
    }
    if (place.dayStartsAt !== undefined && !timeShape.test(place.dayStartsAt)) {
      const rule = 'must be a local time HH:mm'
      throw StudioInvalid.create({ option: `${where}dayStartsAt`, rule, value: `"${place.dayStartsAt}"` })
    }
  }
  if (settings.locale !== undefined) {
    try {
      Intl.getCanonicalLocales(settings.locale)
    } catch (cause) {
      throw StudioInvalid.create(
        { option: 'locale', rule: 'must be a BCP 47 tag', value: `"${settings.locale}"` },
        { cause },
      )
    }
  }
}
