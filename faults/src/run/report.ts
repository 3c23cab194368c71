/** How a fault ends: violations one a line, then one JSON object as the last line. */
import { seed } from './command-line.ts'

const mostShown = 40

/** What went against the promises, in words. */
export class Violations {
  readonly #found: string[] = []

  get count(): number {
    return this.#found.length
  }

  get all(): readonly string[] {
    return this.#found
  }

  /** `where` leads each: the round, the store. */
  add(where: string, violations: readonly string[]): void {
    this.#found.push(...violations.map((violation) => `${where}: ${violation}`))
  }
}

/** Prints the end of a run; the process ends with 1 if anything was violated. */
export function report(fault: string, figures: Readonly<Record<string, unknown>>, violations: Violations): void {
  for (const violation of violations.all.slice(0, mostShown)) console.log(`  VIOLATED ${violation}`)
  if (violations.count > mostShown) console.log(`  … and ${violations.count - mostShown} more`)
  const passed = violations.count === 0
  if (!passed) process.exitCode = 1
  console.log(JSON.stringify({ fault, seed, ...figures, violations: violations.count, passed }))
}

/** The value below which `share` of the samples lie, rounded. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort()
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return Number(value.toFixed(1))
}
