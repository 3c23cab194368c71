/** What customers ask for: random, and the same at every run. */
import { week } from './studio.ts'

export interface Request {
  readonly customer: string
  readonly service: 'portrait' | 'wedding' | 'family'
  readonly date: string
  readonly time: string
  /** Whether the deposit comes in time. */
  readonly pays: boolean
}

/** Numbers in [0, 1): mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const families = ['Wang', 'Li', 'Zhang', 'Liu', 'Chen', 'Yang', 'Zhao', 'Huang', 'Zhou', 'Wu']
const given = ['Fang', 'Na', 'Min', 'Jing', 'Yan', 'Tao', 'Lei', 'Ming', 'Hua', 'Xin']

/** Most ask for the weekend, and for the afternoon. */
export function requests(count: number, seed = 20_260_601): readonly Request[] {
  const random = randomOf(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  return Array.from({ length: count }, () => {
    const draw = random()
    const service = draw < 0.55 ? 'portrait' : draw < 0.75 ? 'wedding' : 'family'
    const date = random() < 0.5 ? pick(week.slice(5)) : pick(week)
    const hour = 9 + Math.floor(Math.sqrt(random()) * 9)
    const time = `${String(hour).padStart(2, '0')}:${random() < 0.5 ? '00' : '30'}`
    return { customer: `${pick(families)} ${pick(given)}`, service, date, time, pays: random() < 0.85 }
  })
}
