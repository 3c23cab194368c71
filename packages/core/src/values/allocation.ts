import { powerOfTen, readDecimal } from './decimal-text.ts'
import { allocationWeightsInvalid } from './errors-money.ts'

/**
 * Shares out a whole number by weights with the method of the largest remainder (Hamilton): every part is the exact
 * share rounded towards zero, and the units left over go one each to the parts with the largest remainders, the earlier
 * part first when they tie. The parts always add up to the total; a part of weight zero stays zero; a negative total
 * mirrors the positive one.
 *
 * @param weights none negative, not all zero; bigints or plain decimal strings
 * @throws ALLOCATION_WEIGHTS_INVALID
 */
export function allocateByWeights(total: bigint, weights: readonly (bigint | string)[]): bigint[] {
  const whole = wholeWeights(weights)
  const sum = whole.reduce((left, right) => left + right, 0n)
  if (sum === 0n) throw allocationWeightsInvalid.create({ rule: 'must not all be zero', weights })

  const negative = total < 0n
  const magnitude = negative ? -total : total
  let left = magnitude
  const parts: bigint[] = []
  const remainders: bigint[] = []
  for (const weight of whole) {
    const product = magnitude * weight
    const part = product / sum
    parts.push(part)
    remainders.push(product - part * sum)
    left -= part
  }
  if (left > 0n) {
    const order = remainders.map((remainder, index) => ({ remainder, index }))
    // The sort of ECMAScript is stable, so ties keep the order of the parts.
    order.sort((a, b) => (a.remainder < b.remainder ? 1 : a.remainder > b.remainder ? -1 : 0))
    for (const { index } of order.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n
  }
  return negative ? parts.map((part) => -part) : parts
}

function wholeWeights(weights: readonly (bigint | string)[]): bigint[] {
  if (weights.length === 0) throw allocationWeightsInvalid.create({ rule: 'must not be empty', weights })
  let scale = 0
  const read = weights.map((weight) => {
    const decimal =
      typeof weight === 'bigint'
        ? { coefficient: weight, scale: 0 }
        : typeof weight === 'string'
          ? readDecimal(weight)
          : undefined
    if (decimal === undefined) {
      throw allocationWeightsInvalid.create({ rule: 'must be bigints or plain decimal strings', weights })
    }
    if (decimal.coefficient < 0n) throw allocationWeightsInvalid.create({ rule: 'must not be negative', weights })
    scale = Math.max(scale, decimal.scale)
    return decimal
  })
  return read.map((decimal) => decimal.coefficient * powerOfTen(scale - decimal.scale))
}
