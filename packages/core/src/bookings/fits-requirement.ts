/** Whether a resource would do for what a service requires, and why not. Pure. */
import type { BookResource } from '../resources/index.ts'
import type { WhyNot } from './explained.ts'
import type { Requirement } from './service-definition.ts'
import { whyNot } from './tell-why.ts'

/** The level at which a resource has a skill; 0 without it. */
export const levelOf = ({ skills }: BookResource, skill: string): number =>
  skills.find((one) => one.skill === skill)?.level ?? 0

/** Whether a resource does for a requirement, wherever it is. */
export function fits(resource: BookResource, { kind, skill, quantity }: Requirement): boolean {
  return (
    (kind === undefined || resource.kind === kind) &&
    (skill === undefined || levelOf(resource, skill.name) >= skill.level) &&
    // How much there is of counted stock is asked when it is looked for.
    (resource.capacity >= quantity || (resource.itemId !== null && resource.serialId === null))
  )
}

/** Why a resource is none of those that would do, in words for the desk; nothing of whoever does. */
export function whyUnfit(resource: BookResource, branch: string, requirement: Requirement): readonly WhyNot[] {
  const { resources, stock, kind, skill, quantity } = requirement
  if (stock !== undefined) {
    const text =
      resource.itemId === stock.item ? 'is sold, lost or elsewhere' : 'is no unit of the item that the service takes'
    return [whyNot(resource.itemId === stock.item ? 'gone' : 'notListed', text)]
  }
  const reasons: WhyNot[] = []
  if (resources === undefined) {
    if (resource.branch !== branch) reasons.push(whyNot('otherBranch', `is of branch ${resource.branch}`))
  } else if (!resources.includes(resource.id) && !resources.includes(resource.code)) {
    reasons.push(whyNot('notListed', 'is not on the list of the service'))
  }
  if (kind !== undefined && resource.kind !== kind) {
    reasons.push(whyNot('otherKind', `is of the kind ${resource.kind}, and ${kind} is needed`))
  }
  const level = skill === undefined ? 0 : levelOf(resource, skill.name)
  if (skill !== undefined && level < skill.level) {
    const text =
      level === 0 ? `has no skill ${skill.name}` : `has ${skill.name} at level ${level}, and ${skill.level} is needed`
    reasons.push(whyNot('lacksSkill', text))
  }
  if (resource.capacity < quantity && (resource.itemId === null || resource.serialId !== null)) {
    reasons.push(whyNot('tooSmall', `has ${resource.capacity} in all, and ${quantity} are needed`))
  }
  return reasons
}
