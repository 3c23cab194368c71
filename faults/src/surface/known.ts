/** What a studio has told so far: which values stood together, so that a later call can speak of something that exists. */
import type { Random } from '../run/random.ts'

/** Members that stood in one record or above it, by the names that inputs use: `{ orderId, lineId, stage, … }`. */
export type Fact = Readonly<Record<string, unknown>>

const mostOfAName = 80

/** Names of inputs that mean what answers call otherwise. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  from: ['stage'],
  to: ['nextStage', 'location'],
  stage: ['nextStage'],
  otherId: ['customerId'],
  survivorId: ['customerId'],
  mergedId: ['customerId'],
  orderLineId: ['lineId'],
  list: ['priceList'],
  toBranch: ['branch'],
  receiptId: ['entryId'],
  correctsId: ['entryId'],
  writeOffId: ['entryId'],
  creditId: ['documentId'],
  makesItem: ['item'],
  jobId: ['labId', 'labJobId'],
  openId: ['receiptLineId', 'unbilledId', 'goodId'],
  blockId: ['rentalId'],
  cause: ['hold'],
  plugin: ['plugin'],
}

/** Whose word of a name is meant in most rooms. */
const owners: Readonly<Record<string, string>> = {
  orderId: 'orders',
  lineId: 'orders',
  item: 'catalog',
  number: 'orders',
}

/** Rooms that speak of goods, not of what is sold. */
const ofGoods = /^(inventory|procurement|rentals|stocktakes)$/

export class Known {
  readonly #byName = new Map<string, Fact[]>()
  /** Every id that was told here first. */
  readonly ids = new Set<string>()
  #others: readonly Known[] = []
  #room = ''

  /** Remembers an answer of an operation. */
  learn(operation: string, answer: unknown, others: readonly Known[] = []): void {
    this.#others = others
    const [room = '', verb = ''] = operation.split('.')
    this.#room = room
    this.#walk(answer, [singular(nounOf(verb)), singular(room)], {})
  }

  /** One of the latest records that has a member, in the words of a room; the same for an input's name and for what answers call it. */
  recall(name: string, room: string, random: Random, agreeing: Fact = {}): Fact | undefined {
    const owner = name === 'item' && ofGoods.test(room) ? 'inventory' : (owners[name] ?? '')
    const places = random.fraction() < 0.9 ? [room, owner, ''] : ['']
    const names = [name, ...(otherNames[name] ?? [])]
    const keys = places.flatMap((place) => names.map((one) => [place, one] as const))
    const chosen = keys.find(([place, one]) => this.#byName.has(`${place}/${one}`))
    if (chosen === undefined) return undefined
    const facts = this.#byName.get(chosen.join('/')) ?? []
    const fitting = facts.filter((fact) =>
      Object.entries(agreeing).every(
        ([key, value]) => !key.endsWith('Id') || fact[key] === undefined || fact[key] === value,
      ),
    )
    const among = fitting.length > 0 ? fitting : facts
    const fact = among[Math.floor(random.fraction() ** 0.5 * among.length)]
    return fact === undefined ? fact : { ...fact, [name]: fact[chosen[1]] }
  }

  #walk(value: unknown, names: readonly string[], above: Fact): void {
    if (Array.isArray(value)) {
      for (const one of value) {
        if (typeof one === 'string')
          this.#keep(
            names.flatMap((name) => [
              [`${name}Id`, one],
              [name, one],
            ]),
            above,
          )
        else this.#walk(one, names, above)
      }
      return
    }
    if (typeof value !== 'object' || value === null) return
    const own: [string, unknown][] = []
    for (const [key, member] of Object.entries(value)) {
      if (typeof member === 'object') continue
      own.push([key, member])
      if (typeof member === 'string' && uuid.test(member) && !this.#others.some(({ ids }) => ids.has(member))) {
        this.ids.add(member)
      }
      if (key === 'id') own.push(...names.map((name): [string, unknown] => [`${name}Id`, member]))
      if (key === 'code' || key === 'number') own.push(...names.map((name): [string, unknown] => [name, member]))
    }
    const fact = this.#keep(own, above)
    for (const [key, member] of Object.entries(value)) {
      if (typeof member !== 'object' || member === null) continue
      const name = singular(key.replace(/Ids$/, ''))
      this.#walk(member, key === 'items' ? names : [name, ...(name === 'line' ? [`${names[0]}Line`] : [])], fact)
    }
  }

  #keep(own: readonly (readonly [string, unknown])[], above: Fact): Fact {
    const fact: Fact = { ...above, ...Object.fromEntries(own) }
    const names = new Set(own.map(([key]) => key))
    for (const key of [...names].flatMap((name) => [`${this.#room}/${name}`, `/${name}`])) {
      const facts = this.#byName.get(key) ?? []
      facts.push(fact)
      if (facts.length > mostOfAName) facts.splice(0, facts.length - mostOfAName)
      this.#byName.set(key, facts)
    }
    return fact
  }
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** What an operation is about: `planFollowUp` is about a followUp, `place` about nothing that it names. */
function nounOf(verb: string): string {
  const noun = /^[a-z]+([A-Z]\w*)$/.exec(verb)?.[1] ?? verb
  return noun.charAt(0).toLowerCase() + noun.slice(1)
}

const singular = (name: string): string => name.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
