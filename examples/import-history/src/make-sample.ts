/** Writes sample/purchases.txt: two years of a shop that never was, the same at every run. */
import { writeFileSync } from 'node:fs'

/** Lehmer's generator: even enough for a sample, and the same everywhere. */
let seed = 20_241_122
function random(): number {
  seed = (seed * 48_271) % 2_147_483_647
  return seed / 2_147_483_647
}

const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
const oneOf = <T>(choices: readonly [T, ...T[]]): T => choices[between(0, choices.length - 1)] ?? choices[0]

/** Prints, frames, albums and sittings, in cents. */
const prices = [450, 1200, 1850, 2490, 3600, 5900, 9900, 18_500, 34_900] as const
const firstDay = Date.UTC(2024, 0, 2)

const lines: string[] = []
for (let customer = 1; customer <= 138; customer++) {
  let day = between(0, 500)
  for (let visits = oneOf([1, 1, 1, 2, 2, 3, 4, 6, 9] as const); visits > 0 && day <= 728; visits--) {
    const quantity = oneOf([1, 1, 1, 1, 2, 2, 3, 5] as const)
    // One in forty is a gift of the house.
    const cents = between(1, 40) === 1 ? 0 : oneOf(prices) * quantity
    const date = new Date(firstDay + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
    const amount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
    const line = `${String(customer).padStart(4, '0')} ${date} ${String(quantity).padStart(2)} ${amount.padStart(8)}`
    lines.push(line)
    // One in fifty comes back on the same day for the same again: an equal line, and a purchase of its own.
    if (between(1, 50) === 1) lines.push(line)
    day += between(5, 160)
  }
}

writeFileSync(new URL('../sample/purchases.txt', import.meta.url), `${lines.join('\n')}\n`)
console.log(`${lines.length} purchases`)
