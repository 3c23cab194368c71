/** What every bench needs: percentiles, temporary folders, the command line, and the last line. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The value below which `share` of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = Float64Array.from(samples).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const rounded = (value: number, digits = 3): number => Number(value.toFixed(digits))

/** Whether a short run was asked for. */
export const short = process.argv.includes('--short')

/** What follows `--name` on the command line; undefined where it is not there. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  if (at < 0) return undefined
  const value = process.argv[at + 1]
  if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value`)
  return value
}

/** A whole number from the command line: `--orders 2000`; with `--short`, a tenth of what it is otherwise. */
export function argument(name: string, otherwise: number, ifShort = Math.ceil(otherwise / 10)): number {
  const given = option(name)
  if (given === undefined) return short ? ifShort : otherwise
  return wholeNumber(name, given)
}

/** Whole numbers with commas between: `--in-flight 1,8,32`. */
export function numbers(name: string, otherwise: readonly number[]): readonly number[] {
  return (
    option(name)
      ?.split(',')
      .map((text) => wholeNumber(name, text)) ?? otherwise
  )
}

/** One of some words; the first unless told. */
export function choice<const Word extends string>(name: string, words: readonly [Word, ...Word[]]): Word {
  const given = option(name) ?? words[0]
  const found = words.find((word) => word === given)
  if (found === undefined) throw new Error(`--${name} must be one of ${words.join(', ')}, but is ${given}`)
  return found
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`--${name} must be a whole number of 1 or more, but is ${text}`)
  }
  return value
}

/** Milliseconds that the work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

/** Runs the work so many times, with so many at once at every moment; answers what each took in milliseconds. */
export async function inFlight(together: number, times: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = []
  let begun = 0
  const worker = async (): Promise<void> => {
    while (begun < times) {
      begun++
      samples.push(await timed(work))
    }
  }
  await Promise.all(Array.from({ length: Math.min(together, times) }, worker))
  return samples
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
