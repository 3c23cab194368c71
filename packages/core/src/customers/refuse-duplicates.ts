/** Keeps one person from being registered twice. */
import type { CommandContext } from '../engine/context.ts'
import { CustomerReferenceTaken, DuplicatePhone } from './errors.ts'
import { customersByReference } from './read-customers.ts'
import { mark } from './search-terms.ts'
import { type CustomerRow, customersSearchTerms } from './tables.ts'

/** What no other customer may have. */
export interface Claims {
  /** Digits of phone numbers. */
  readonly digits: readonly string[]
  readonly reference?: string | null | undefined
}

/**
 * Refuses phone numbers and a reference that another customer has. They stay locked until the command ends, so that of two
 * registrations at the same moment the second sees the first. One statement for the locks, one each for the look at
 * numbers and reference; none where there are none.
 *
 * @throws CUSTOMER_DUPLICATE_PHONE, CUSTOMER_REFERENCE_TAKEN
 */
export async function refuseDuplicates(
  context: CommandContext,
  { digits, reference }: Claims,
  except?: Pick<CustomerRow, 'id'>,
): Promise<void> {
  const names = digits.map((one) => `customers.phone:${one}`)
  if (reference) names.push(`customers.reference:${reference}`)
  if (names.length === 0) return
  await context.store.lock(names)
  if (digits.length > 0) await refusePhones(context, digits, except)
  if (!reference) return
  const standing = (await customersByReference(context, [reference])).get(reference)
  if (standing !== undefined && standing.id !== except?.id) {
    throw CustomerReferenceTaken.create({ reference, customerId: standing.id })
  }
}

async function refusePhones(
  context: CommandContext,
  digits: readonly string[],
  except: Pick<CustomerRow, 'id'> | undefined,
): Promise<void> {
  const [found] = await context.store.find(customersSearchTerms, {
    where: {
      term: { in: digits.map((one) => mark.whole + one) },
      kind: 'phone',
      ...(except === undefined ? {} : { customerId: { ne: except.id } }),
    },
    orderBy: ['term', 'customerId'],
    limit: 1,
  })
  if (found !== undefined) throw DuplicatePhone.create({ customerId: found.customerId, endsIn: found.term.slice(-4) })
}
