/** What a studio decides about its waitlist. */
import { z } from 'zod'
import { consentChannels } from '../customers/index.ts'
import type { SettingsOf } from '../engine/settings.ts'
import { timeText } from './shapes.ts'

const schema = z.object({
  /** How many minutes an offer stands, and its time is held; never beyond the start of what is offered. */
  answerMinutes: z.int().min(1).max(10_080).default(120),
  /** What begins sooner than in so many minutes is offered to nobody by itself. */
  leastMinutes: z.int().min(1).max(43_200).default(60),
  /** After so many unanswered offers an entry rests: it waits, and is offered nothing until somebody changes it. */
  mostUnanswered: z.int().min(1).max(100).default(3),
  /** How many may wait in a branch. */
  mostWaiting: z.int().min(1).max(5000).default(500),
  /** By the clocks of the branch: outside these hours nothing is offered by itself. Null for always. */
  hours: z
    .object({ from: timeText, to: timeText })
    .refine(({ from, to }) => from < to, { message: 'must come after from', path: ['to'] })
    .nullable()
    .default(null),
  /** How customers are told of an offer: a channel of the notifications, and what it is by their consents. Null where people tell them. */
  message: z
    .object({
      channel: z.string().min(1).max(60),
      by: z.enum(consentChannels),
      /** The purpose by which consents are asked: see `customers.recordConsent`. */
      purpose: z.string().min(1).max(60).default('service'),
    })
    .nullable()
    .default(null),
})

export interface WaitlistSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<WaitlistSettings> = schema

/** Names the settings without the plugin itself, which its parts must not import. */
export const waitlistSettings: SettingsOf<WaitlistSettings> & {
  readonly name: 'waitlist'
  readonly settings: z.ZodType<WaitlistSettings>
} = { name: 'waitlist', settings: settingsSchema }
