/** A line of the report that scripts/stores-reporter.ts writes. */
export interface StoreLine {
  readonly store: string
  readonly version?: string
  readonly how?: string
  readonly absent?: string
  readonly passed: number
  readonly failed: number
}

export interface StoresSummary {
  readonly stores: string
  readonly missing: readonly { readonly name: string; readonly why: string; readonly mend: string }[]
  readonly warning: string
}

export function summarise(lines: readonly StoreLine[]): StoresSummary
