/** The conformance suite for payment providers: plain async functions, for any test runner or none. */
import { failureOf } from '../storage/failure.ts'
import type { ConformanceSuite } from '../storage/conformance.ts'
import { within } from '../storage/waiting.ts'
import { paymentRules } from './rules.ts'
import type { TestProvider } from './test-provider.ts'

export interface PaymentConformanceOptions {
  /** A fresh adapter for one case. Ids of payments are new in every case. */
  newProvider(): Promise<TestProvider>
  /** How long a case may run before it counts as hung: 30,000 ms unless told. */
  readonly deadlineMs?: number
}

/**
 * Builds the suite for one adapter; run its cases with your test runner, or with `runConformance`.
 *
 * @example
 * for (const { name, run } of paymentConformance({ newProvider }).cases) it(name, run)
 */
export function paymentConformance(options: PaymentConformanceOptions): ConformanceSuite {
  let cases = 0
  return {
    cases: paymentRules.map(({ name, mend, run }) => ({
      name: `payments: ${name}`,
      group: 'payments',
      run: async () => {
        const tested = await options.newProvider()
        cases++
        const lead = `case-${Date.now().toString(36)}-${cases}`
        try {
          await within(
            'the case',
            options.deadlineMs ?? 30_000,
            run(tested, (part) => `${lead}-${part}`),
          )
        } catch (error) {
          throw failureOf(`payments: ${name}`, mend, error)
        } finally {
          await tested.close?.()
        }
      },
    })),
  }
}
