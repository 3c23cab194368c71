/** A service as somebody writes it down: how long it takes, whom and what it needs for which part of the time, and on which terms. */
import { z } from 'zod'
import { isThing } from '../resources/index.ts'
import { dateText, decimalText } from './shapes.ts'
import { idText, line, timeText, word } from './shapes.ts'

const minutes = z.int().min(0).max(1440)

const [longest, farthest] = [10_080, 1440]

/** A part of a booking begins so many minutes before its start at the earliest, and so many after it at the latest. */
export const [partBefore, partAfter] = [farthest, longest + farthest]

/** A moment of the booking: so many minutes after its start or its end, before it where they are below zero. */
const moment = z.strictObject({
  anchor: z.enum(['start', 'end']),
  minutes: z.int().min(-farthest).max(farthest).default(0),
})

const requirement = z
  .strictObject({
    /** `photographer`, `make-up`, `room`: unique within the service. */
    /** What callers name it by when they ask for somebody: a key of an object. */
    name: word.refine((name) => !(name in {}), 'must be another word: every object has a member of this name'),
    /** Of this kind, where no list is given. */
    kind: z.enum(['person', 'room', 'place', 'dress', 'equipment']).optional(),
    /** With this skill, at this level or a higher one. */
    skill: z.strictObject({ name: word, level: z.int().min(1).max(9).default(1) }).optional(),
    /** One of these, by code or id. */
    resources: z.array(idText).min(1).max(500).optional(),
    /** Any unit of this rentable item that the branch has, by its code or id: it need not be a resource. */
    stock: z.strictObject({ item: idText }).optional(),
    /** How many of them. */
    count: z.int().min(1).max(20).default(1),
    /** How much of each, where a resource has more than one. */
    quantity: z.int().min(1).max(10_000).default(1),
    /** The part of the booking for which it is needed: all of it unless told. */
    from: moment.default({ anchor: 'start', minutes: 0 }),
    to: moment.default({ anchor: 'end', minutes: 0 }),
    /** Minutes around that part in which it is busy as well, beside those of the resource. */
    before: minutes.default(0),
    after: minutes.default(0),
    /** Whether its resource says where the booking takes place, so that people need time to get there. */
    isPlace: z.boolean().default(false),
    /** Who of those that are free: the least loaded, whoever was not booked for longest, the lowest or highest skill that suffices. */
    assign: z.enum(['leastLoaded', 'roundRobin', 'lowestSkill', 'highestSkill']).default('leastLoaded'),
  })
  .refine(
    (one) =>
      one.kind !== undefined || one.skill !== undefined || one.resources !== undefined || one.stock !== undefined,
    'must say a kind, a skill, resources or an item of the stock',
  )
  .refine(
    ({ stock, skill, resources, kind }) =>
      stock === undefined || (skill === undefined && resources === undefined && (kind === undefined || isThing(kind))),
    { message: 'must be without skill and resources, and of the kind dress or equipment', path: ['stock'] },
  )

/** A price that goes for some times; the first that fits is taken. */
const timedPrice = z.strictObject({
  /** ISO weekdays, 1 for Monday; every day unless told. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  /** Local dates, both included. */
  dates: z.strictObject({ from: dateText, to: dateText }).optional(),
  /** Local times of the start, the first included; over midnight where `to` is no later. */
  times: z.strictObject({ from: timeText, to: timeText }).optional(),
  amount: decimalText,
})

/** What a change so late costs. */
const lateRule = z.strictObject({
  /** Goes from so many minutes before the start on. */
  within: z.int().min(0).max(525_600),
  /** What is charged: so much, or so many hundredths of the price; neither for nothing. */
  amount: decimalText.optional(),
  percent: z.int().min(0).max(100).optional(),
  /** And so many hundredths of the deposit: what of it is kept; the rest stays the customer's. */
  depositPercent: z.int().min(0).max(100).optional(),
  /** Whether it is refused instead, unless somebody with more authority lets it through. */
  refused: z.boolean().default(false),
})

export const definitionSchema = z.strictObject({
  /** Minutes. */
  duration: z.int().min(1).max(longest),
  /** Starts are so many minutes apart, from midnight by the local clock. */
  grid: z.int().min(1).max(1440).default(30),
  /** A customer books so many minutes ahead at least. */
  notice: z.int().min(0).max(525_600).default(0),
  /** And so many days ahead at most. */
  horizon: z.int().min(1).max(1826).default(366),
  /** Bookings of it on one local day, and in one ISO week, in a branch. */
  dailyLimit: z.int().min(1).max(10_000).optional(),
  weeklyLimit: z.int().min(1).max(70_000).optional(),
  /** How many parties share one session; 1 where everybody is alone. */
  seats: z.int().min(1).max(1000).default(1),
  requirements: z
    .array(requirement)
    .max(20)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must have names of their own'),
  /** For one party, where no other price fits; free unless told. */
  price: decimalText.default('0'),
  prices: z.array(timedPrice).max(50).default([]),
  /** For one party, paid on the order before a booking of it is confirmed; of a hold it is asked for when that is confirmed. */
  deposit: decimalText.default('0'),
  /** How long a hold lasts unless told, and the longest. */
  holdMinutes: z.int().min(1).max(10_080).default(15),
  /** The rule with the least `within` that fits goes. */
  cancellation: z.array(lateRule).max(10).default([]),
  rescheduling: z
    .strictObject({
      rules: z.array(lateRule).max(10).default([]),
      /** How often it can be moved. */
      most: z.int().min(0).max(100).optional(),
    })
    .default({ rules: [] }),
  /** What is charged of who does not come. */
  noShow: z
    .strictObject({
      amount: decimalText.optional(),
      percent: z.int().min(0).max(100).optional(),
      depositPercent: z.int().min(0).max(100).optional(),
    })
    .default({}),
})

export type ServiceDefinition = z.output<typeof definitionSchema>
export type Requirement = ServiceDefinition['requirements'][number]
export type LateRule = ServiceDefinition['cancellation'][number]

export const serviceMembers = {
  code: word,
  name: line(100),
  nameEn: line(100).nullish(),
  branches: z.array(idText).min(1).max(200).nullish(),
}
