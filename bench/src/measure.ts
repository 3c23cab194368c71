/** What every bench needs: percentiles, temporary folders, arguments, and the last line. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** A whole number from the command line: `--orders 2000`; with `--short`, a tenth of what it is otherwise. */
export function argument(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`)
  if (at < 0) return process.argv.includes('--short') ? Math.ceil(otherwise / 10) : otherwise
  const value = Number(process.argv[at + 1])
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`--${name} must be a whole number of 1 or more, but is ${process.argv[at + 1] ?? 'missing'}`)
  }
  return value
}

/** A folder that is gone when the bench ends, however it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'calotype-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The last line of a bench: one JSON object. */
export function report(result: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(result))
}
