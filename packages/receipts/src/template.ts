/** What a studio sets about its receipts: its letterhead, its words at the foot, language and paper. */
import { z } from 'zod'
import { receiptLanguages, receiptPapers } from './paper.ts'

const line = z.string().max(300)

const place = {
  /** Stands under the studio's name. */
  address: line.optional(),
  phone: line.optional(),
  /** The number by which the tax office knows it. */
  taxId: line.optional(),
  /** Further lines of the letterhead. */
  header: z.array(line).max(10).optional(),
  /** Lines at the end: thanks, opening hours, terms. */
  footer: z.array(line).max(20).optional(),
}

const schema = z.strictObject({
  studio: line.default(''),
  ...place,
  language: z.enum(receiptLanguages).default('en'),
  paper: z.enum(receiptPapers).default('58mm'),
  /** The text of a QR code, in which `{number}`, `{id}` and `{amount}` are filled in; none where it is left out. */
  qr: z.string().max(200).optional(),
  /** What a branch has of its own, by its id. */
  branches: z.record(z.string(), z.strictObject({ name: line.optional(), ...place })).default({}),
  /** Names of payment methods that plugins added, by code, where they differ from the plugin's own. */
  methods: z.record(z.string(), line).default({}),
})

/** A checked template. */
export interface ReceiptTemplate extends z.output<typeof schema> {}
/** A template as a studio gives it. */
export interface ReceiptTemplateInput extends z.input<typeof schema> {}

/** Settings of the plugin `receipts`; `{}` is a bare receipt in English on paper of 58 mm. */
export const receiptTemplateSchema: z.ZodType<ReceiptTemplate, ReceiptTemplateInput> = schema
