/** What customers ask for: random, and the same at every run. */
import type { ServiceCode } from './services.ts'
import { week } from './studio.ts'

export interface Request {
  readonly customer: string
  readonly service: ServiceCode
  readonly date: string
  readonly time: string
  /** How the deposit is paid; null where it never is. */
  readonly pays: 'wechat' | 'alipay' | 'card' | null
  /** What comes of it. */
  readonly later: 'comes' | 'moves' | 'cancels' | 'cancelsLate' | 'staysAway'
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

const families = ['Wang', 'Li', 'Zhang', 'Liu', 'Chen', 'Yang', 'Zhao', 'Huang', 'Zhou', 'Wu', 'Xu', 'Sun', 'Ma', 'Zhu']
const given = ['Fang', 'Na', 'Min', 'Jing', 'Yan', 'Tao', 'Lei', 'Ming', 'Hua', 'Xin', 'Bo', 'Qi', 'Rui', 'Yu']

/** The part of all requests up to which each word goes. */
const services: readonly (readonly [ServiceCode, number])[] = [
  ['portrait', 0.42],
  ['wedding', 0.58],
  ['outdoors', 0.76],
  ['newborn', 0.86],
  ['id-photo', 1],
]
const fates: readonly (readonly [Request['later'], number])[] = [
  ['moves', 0.08],
  ['cancels', 0.15],
  ['cancelsLate', 0.21],
  ['staysAway', 0.26],
  ['comes', 1],
]

/** Nearly half ask for the weekend, and most for the afternoon. */
export function requests(count: number, seed = 20_260_601): readonly Request[] {
  const random = randomOf(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const drawn = <T>(parts: readonly (readonly [T, number])[]): T => {
    const draw = random()
    return (parts.find(([, upTo]) => draw < upTo) as readonly [T, number])[0]
  }
  return Array.from({ length: count }, () => {
    const service = drawn(services)
    const date = random() < 0.45 ? pick(week.slice(5)) : pick(week)
    const hour = 9 + Math.floor(Math.sqrt(random()) * 10)
    const time = `${String(hour).padStart(2, '0')}:${random() < 0.5 ? '00' : '30'}`
    const pays = random() < 0.88 ? pick(['wechat', 'alipay', 'card'] as const) : null
    return { customer: `${pick(families)} ${pick(given)}`, service, date, time, pays, later: drawn(fates) }
  })
}
