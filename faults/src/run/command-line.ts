/** What a fault is told on its command line. */
import { randomInt } from 'node:crypto'

/** Whether a short run with a fixed seed was asked for. */
export const short = process.argv.includes('--short')

/** What follows `--name`; undefined where it is not there. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  if (at < 0) return undefined
  const value = process.argv[at + 1]
  if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value`)
  return value
}

/** A whole number of 1 or more. */
export function number(name: string, otherwise: number): number {
  const given = option(name)
  if (given === undefined) return otherwise
  const value = Number(given)
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number of 1 or more`)
  return value
}

/** Told in the last line, so that a run can be had again; moments differ all the same where processes race. */
export const seed = number('seed', short ? 20_261_122 : randomInt(1, 2 ** 31))

/** One of some words; undefined where none was given. */
export function choice<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
  const given = option(name)
  if (given === undefined) return undefined
  const found = words.find((word) => word === given)
  if (found === undefined) throw new Error(`--${name} must be one of ${words.join(', ')}, but is ${given}`)
  return found
}
