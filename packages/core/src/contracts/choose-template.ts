/** Which template an order has. Pure. */
import type { TemplateRule } from './settings.ts'
import { standardTemplate } from './standard-template.ts'

/** What settings tell orders apart by. */
export interface KindOfOrder {
  readonly branch: string
  /** The kinds of photography of its lines. */
  readonly shootTypes: readonly string[]
}

export const fitsOrder = (
  rule: { readonly branches?: readonly string[] | undefined; readonly shootTypes?: readonly string[] | undefined },
  { branch, shootTypes }: KindOfOrder,
): boolean =>
  (rule.branches?.includes(branch) ?? true) &&
  (rule.shootTypes === undefined || shootTypes.some((one) => rule.shootTypes?.includes(one)))

/** The code of the template: that of the first rule that fits. */
export const chooseTemplate = (rules: readonly TemplateRule[], order: KindOfOrder): string =>
  rules.find((rule) => fitsOrder(rule, order))?.template ?? standardTemplate.code

export const shootTypesOf = (lines: readonly { readonly shootType: string | null }[]): string[] => [
  ...new Set(lines.flatMap(({ shootType }) => shootType ?? [])),
]
