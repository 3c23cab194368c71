/** Makes inputs from the schema of an operation, out of what the studio told and of words that fit. */
import type { Random } from '../run/random.ts'
import type { Fact, Known } from './known.ts'
import { dateNear, instantNear, type Moment, newCode, wordFor } from './words.ts'

/** A JSON Schema as far as it is looked at. */
export interface Shape {
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: Shape
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Shape | boolean
}

interface Given {
  readonly known: Known
  readonly random: Random
  readonly now: number
  /** Whose operation it is. */
  readonly room: string
}

interface Made {
  readonly value: unknown
  readonly fact: Fact
}

export class InputMaker {
  readonly #given: Given

  constructor(given: Given) {
    this.#given = given
  }

  make(shape: Shape, name = '', fact: Fact = {}, depth = 0): Made {
    const { random } = this.#given
    if (depth > 8) return { value: null, fact }
    if ('const' in shape) return { value: shape.const, fact }
    const choices = shape.anyOf ?? shape.oneOf
    if (choices !== undefined && choices.length > 0) {
      const real = choices.filter(({ type }) => type !== 'null' || random.fraction() < 0.2)
      const [first, ...others] = real.length > 0 ? real : choices
      return first === undefined
        ? { value: null, fact }
        : this.make(random.pick([first, ...others]), name, fact, depth + 1)
    }
    if (shape.allOf !== undefined) {
      const parts = shape.allOf.map((part) => this.make(part, name, fact, depth + 1).value)
      return { value: parts.every((part) => typeof part === 'object') ? Object.assign({}, ...parts) : parts[0], fact }
    }
    const type = typeof shape.type === 'string' ? shape.type : shape.type?.[0]
    if (type === 'array') return this.#list(shape, name, fact, depth)
    if (type === 'object' || shape.properties !== undefined) return this.#record(shape, fact, depth)
    return { value: this.#word(shape, type, name, fact), fact }
  }

  #list(shape: Shape, name: string, fact: Fact, depth: number): Made {
    const { random } = this.#given
    const least = Math.max(shape.minItems ?? 0, random.fraction() < 0.9 ? 1 : 0)
    const count = Math.min(shape.maxItems ?? 9, random.fraction() < 0.7 ? least : least + random.whole(0, 2))
    const one = name.replace(/Ids$/, 'Id').replace(/ies$/, 'y').replace(/s$/, '')
    let last = fact
    const values = Array.from({ length: count }, () => {
      const made = this.make(shape.items ?? {}, one, fact, depth + 1)
      last = made.fact
      return made.value
    })
    return { value: [...new Map(values.map((value) => [JSON.stringify(value), value])).values()], fact: last }
  }

  /** Lists first, then what stands beside them: what is moved decides from where. */
  #record(shape: Shape, above: Fact, depth: number): Made {
    const { known, random, room } = this.#given
    // Of what may be left out: nothing, a little, or most.
    const optional = random.pick([0, 0.05, 0.3, 0.7])
    const required = new Set(shape.required ?? [])
    const members = Object.entries(shape.properties ?? {}).filter(
      ([name]) => required.has(name) || (name !== 'cursor' && random.fraction() < optional),
    )
    const value: Record<string, unknown> = {}
    let fact = above
    const anchors = members.map(([name]) => name).filter((name) => /Id$/.test(name) || !(name in above))
    const anchor =
      anchors.find((name) => /Id$/.test(name) && required.has(name)) ??
      anchors.find((name) => /Id$/.test(name)) ??
      anchors[0]
    const recalled = anchor === undefined ? undefined : known.recall(anchor, room, random, above)
    if (recalled !== undefined) fact = { ...above, ...recalled }
    const nested = (one: Shape) => one.type === 'array' || one.properties !== undefined
    for (const [name, member] of members.toSorted(
      ([, one], [, other]) => Number(nested(other)) - Number(nested(one)),
    )) {
      const made = this.make(member, name, fact, depth + 1)
      value[name] = made.value
      if (nested(member)) fact = { ...made.fact, ...fact }
    }
    if (shape.properties === undefined && typeof shape.additionalProperties === 'object') {
      const made = this.make(shape.additionalProperties, 'value', fact, depth + 1)
      value[String(this.#word({}, 'string', 'code', fact))] = made.value
    }
    const { from, to } = value
    if (typeof from === 'string' && typeof to === 'string' && /^\d{4}-/.test(from) && from > to) {
      value.from = to
      value.to = from
    }
    return { value, fact }
  }

  #word(shape: Shape, type: string | undefined, name: string, fact: Fact): unknown {
    const { random, now, known, room } = this.#given
    const moment: Moment = { now, random }
    if (shape.enum !== undefined) {
      const same = shape.enum.find((one) => one === fact[name])
      if (same !== undefined && random.fraction() < 0.5) return same
      const [first, ...others] = shape.enum
      return random.pick([first, ...others])
    }
    if (type === 'boolean') return random.fraction() < 0.6
    if (type === 'null') return null
    if (type === 'integer' || type === 'number') {
      if (typeof fact[name] === 'number' && random.fraction() < 0.8) return fact[name]
      // The schema's least is often that of a machine: nobody buys minus a thousand of something.
      const least = Math.max(shape.minimum ?? 0, name === 'quantity' || name === 'year' ? 1 : 0)
      return Math.min(shape.maximum ?? Number.MAX_SAFE_INTEGER, least + random.whole(0, 3))
    }
    if (type !== 'string') return random.pick<unknown>(['1', 1, null, {}])
    const recalled = random.fraction() < 0.3 ? known.recall(name, room, random)?.[name] : undefined
    const told = [recalled, fact[name], known.recall(name, room, random)?.[name]].filter(
      (one) => one !== '0.00' && one !== '0',
    )
    const dated = shape.format === 'date' || /\\d\{2\}-\\d\{2\}|02-\(\?:0/.test(shape.pattern ?? '')
    const word = wordFor(name, moment)
    const fallen = [
      instantNear(moment),
      dateNear(moment),
      newCode(),
      '1',
      '10.00',
      'CNY',
      newCode().toUpperCase(),
      dateNear(moment).slice(0, 7),
      '09:00',
      '#112233',
    ]
    const wantsTold = /Id$/.test(name) || random.fraction() < (/amount|price|cost/i.test(name) ? 0.3 : 0.6)
    const candidates = wantsTold ? [...told, word] : [word, ...told]
    if (name === 'code' && random.fraction() < 0.5) candidates.unshift(newCode())
    if (/At$|^from$|^to$|^until$|^since$/.test(name)) candidates.push(instantNear(moment))
    if (dated) candidates.unshift(dateNear(moment))
    return (
      [...candidates, ...fallen].find((one) => typeof one === 'string' && fits(one, shape)) ??
      'x'.repeat(shape.minLength ?? 1)
    )
  }
}

function fits(word: string, { pattern, minLength, maxLength, format }: Shape): boolean {
  if (minLength !== undefined && word.length < minLength) return false
  if (maxLength !== undefined && word.length > maxLength) return false
  if (format === 'date-time' && !/^\d{4}-\d\d-\d\dT/.test(word)) return false
  return pattern === undefined || new RegExp(pattern, 'u').test(word)
}
