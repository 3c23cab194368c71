/** Calls every operation over and over, by several people, with what fits, what nearly fits and what is meant to harm. */
import { z } from 'zod'
import type { Random } from '../run/random.ts'
import { beyondReach, bookViolations, failureOf, leaks } from './checks.ts'
import { furnishDiary, saveServices } from './diary.ts'
import { InputMaker, type Shape } from './input.ts'
import { Known } from './known.ts'
import { recipes } from './recipes.ts'
import { spoil } from './spoil.ts'
import { furnish, type Session, type Studios, type Tenant, tenants } from './studio.ts'

/** What ends something for good is left to the end of a walk. */
const late = /^ledger\.(lockPeriod|closeMonth|closeYear)$|^people\.erase$|^tills\.closeDay$/

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What is kept of a person belongs to the person, wherever it was written. */
const ofPersons = /^people\./

/** What takes something away that others need is asked for now and then. */
const rare = /\.(retire|change|end|withdraw|void|reverse|cancel|discard|merge|rebuild|lose)/

export interface Walked {
  /** How often each operation succeeded. */
  readonly done: ReadonlyMap<string, number>
  readonly calls: number
  readonly refused: ReadonlyMap<string, number>
  /** Why each operation was refused last, and what was asked. */
  readonly why: ReadonlyMap<string, string>
  readonly violations: readonly string[]
}

interface Options {
  readonly rounds: number
  readonly random: Random
  /** Operations to call; all unless told. */
  readonly only?: RegExp | undefined
}

export async function walk(studios: Studios, { rounds, random, only = /./ }: Options): Promise<Walked> {
  const known: Record<Tenant, Known> = { rose: new Known(), lily: new Known() }
  for (const tenant of tenants) {
    const desk = studios.as(tenant, 'main', 'owner')
    const told = (await furnish(desk)) as { operation: string; answer: unknown }[]
    const booked = [...(await furnishDiary(desk, 'main')), ...(await saveServices(desk))]
    for (const { operation, answer } of [...told, ...booked]) known[tenant].learn(operation, answer)
  }
  const shapes = new Map<string, Called>()
  for (const [name, { input, kind }] of studios.engine.operations) {
    if (only.test(name)) {
      const shape = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Shape
      shapes.set(name, { shape, schema: input, kind })
    }
  }
  // What a command of the studio itself was told to keep, such as the order that a movement of stock names, is no leak.
  const toldToKeep: Record<Tenant, Set<string>> = { rose: new Set(), lily: new Set() }
  const done = new Map<string, number>()
  const refused = new Map<string, number>()
  const why = new Map<string, string>()
  const found = new Map<string, string>()
  const answered = new Map<string, unknown>()
  const fitting = new Map<string, unknown[]>()
  let calls = 0

  const callOne = async (name: string, { shape, schema, kind }: Called): Promise<void> => {
    const { tenant, session, limited, words } = caller(studios, random)
    const own = known[tenant]
    const strange = random.fraction() < 0.02 ? known[tenant === 'rose' ? 'lily' : 'rose'] : own
    const [room = '', verb = ''] = name.split('.')
    const maker = new InputMaker({ known: strange, random, now: studios.now(), room })
    const kept = fitting.get(name) ?? []
    const again = kept.length > 0 && random.fraction() < 0.15
    const recipe = random.fraction() < 0.8 ? recipes[name] : undefined
    const made = () => {
      const { value } = maker.make(shape)
      if (recipe === undefined || typeof value !== 'object') return value
      const laid = {
        ...value,
        ...recipe({ known: strange, random, now: studios.now(), answered: (one) => answered.get(one) }),
      }
      return Object.fromEntries(Object.entries(laid).filter(([, member]) => member !== undefined))
    }
    let input: unknown = again ? kept[random.whole(0, kept.length - 1)] : made()
    // What the schema refuses was hardly asked for: it is made again, some times.
    for (let tries = 0; tries < 6 && !schema.safeParse(input).success; tries++) input = made()
    const harmful = random.fraction() < 0.2
    if (harmful) input = spoil(input, random)
    calls++
    studios.goOn()
    const rooms = session as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>
    const violated = (what: string) => {
      const key = `${name}: ${what.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>')}`
      if (!found.has(key)) found.set(key, `${name} by ${words}: ${what}\n    asked: ${told(input)}`)
    }
    try {
      const answer = await rooms[room]?.[verb]?.(input)
      done.set(name, (done.get(name) ?? 0) + 1)
      if (kind === 'command') for (const [id] of told(input).matchAll(ids)) toldToKeep[tenant].add(id)
      const others = tenants.filter((one) => one !== tenant).map((one) => known[one])
      own.learn(name, answer, others)
      answered.set(name, answer)
      if (kind === 'command' && !harmful) {
        own.learn(name, { ...(input as object), ...(Array.isArray(answer) ? {} : (answer as object)) }, others)
      }
      if (!harmful && kept.push(input) > 20) kept.shift()
      fitting.set(name, kept)
      for (const id of leaks(answer, told(input), others)) {
        if (!toldToKeep[tenant].has(id)) violated(`told the id ${id} of another studio`)
      }
      if (limited !== undefined && !ofPersons.test(name)) {
        for (const branch of beyondReach(answer, [limited], told(input)))
          violated(`told of branch ${branch} out of reach`)
      }
    } catch (error) {
      const failure = failureOf(error)
      if (failure !== null) violated(failure)
      const code = String((error as { code?: unknown }).code)
      refused.set(code, (refused.get(code) ?? 0) + 1)
      if (code !== 'PERMISSION_MISSING' && !harmful) {
        why.set(
          name,
          `${code}: ${String((error as { message?: unknown }).message).slice(0, 250)}\n      asked: ${told(input)}`,
        )
      }
    }
  }

  for (let round = 0; round < rounds; round++) {
    for (const [name, called] of shapes) {
      if (late.test(name) && round < rounds * 0.9) continue
      if (rare.test(name) && random.fraction() < 0.85) continue
      await callOne(name, called)
    }
  }
  await studios.engine.settle()
  for (const tenant of tenants) {
    for (const violation of await bookViolations(studios, tenant)) found.set(violation, violation)
  }
  return { done, calls, refused, why, violations: [...found.values()] }
}

interface Called {
  readonly shape: Shape
  readonly schema: z.ZodType
  readonly kind: 'command' | 'query'
}

interface Caller {
  readonly tenant: Tenant
  readonly session: Session
  /** The only branch that the caller reaches. */
  readonly limited: string | undefined
  readonly words: string
}

function caller(studios: Studios, random: Random): Caller {
  const tenant: Tenant = random.fraction() < 0.85 ? 'rose' : 'lily'
  const branch = random.fraction() < 0.8 ? 'main' : 'west'
  const role =
    random.fraction() < 0.8 ? 'owner' : random.pick(['manager', 'cashier', 'accountant', 'reception', 'photographer'])
  const limited = random.fraction() < 0.15
  const words = `the ${role} of ${branch}${limited ? ' alone' : ''} in ${tenant}`
  return { tenant, session: studios.as(tenant, branch, role, limited), limited: limited ? branch : undefined, words }
}

/** An input in words, whatever it is. */
function told(input: unknown): string {
  try {
    return (
      JSON.stringify(input, (_key, value) =>
        typeof value === 'bigint' || typeof value === 'function' || typeof value === 'symbol' ? String(value) : value,
      )?.slice(0, 600) ?? String(input)
    )
  } catch {
    return String(input)
  }
}
