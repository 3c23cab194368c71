/** What a stage asks of who brings a line to it. Pure. */
import { ChecksOpen } from './errors.ts'
import type { Stage, StageCheck } from './flow-definition.ts'

export type Answer = string | number | boolean

export interface StageAnswers {
  /** By the name of the check; null where the stage asks for none. */
  readonly checks: Readonly<Record<string, Answer>> | null
  readonly result: string | null
}

/**
 * What was answered, held against what the stage asks.
 *
 * @throws CHECKS_OPEN for what is missing, wrong or not asked for
 */
export function answered(
  stage: Stage,
  given: { readonly checks?: Readonly<Record<string, Answer>> | undefined; readonly result?: string | undefined },
): StageAnswers {
  const answers = given.checks ?? {}
  const refuse = (check: string, rule: string): never => {
    const asked = stage.checks.map(({ name }) => name)
    throw ChecksOpen.create({ stage: stage.name, check, rule, asked, results: stage.results })
  }
  for (const name of Object.keys(answers)) {
    if (!stage.checks.some((check) => check.name === name)) refuse(`The check "${name}"`, 'is not asked for')
  }
  const checks: Record<string, Answer> = {}
  for (const check of stage.checks) {
    const answer = Object.hasOwn(answers, check.name) ? answers[check.name] : undefined
    if (answer === undefined) {
      if (!check.optional) refuse(`The check "${check.name}"`, 'must be answered')
      continue
    }
    const rule = ruleBroken(check, answer)
    if (rule !== undefined) refuse(`The check "${check.name}"`, `${rule}, got ${JSON.stringify(answer)}`)
    checks[check.name] = answer
  }
  const { result = null } = given
  const results = stage.results.join(', ')
  if (stage.results.length > 0 && (result === null || !stage.results.includes(result))) {
    refuse('The result', `must be one of ${results}${result === null ? '' : `, got "${result}"`}`)
  }
  if (stage.results.length === 0 && result !== null) refuse('A result', 'is not asked for')
  return { checks: Object.keys(checks).length === 0 ? null : checks, result }
}

function ruleBroken(check: StageCheck, answer: Answer): string | undefined {
  switch (check.kind) {
    case 'yes':
      return answer === true ? undefined : 'must be true'
    case 'yesNo':
      return typeof answer === 'boolean' ? undefined : 'must be true or false'
    case 'number':
      return typeof answer === 'number' && Number.isFinite(answer) ? undefined : 'must be a number'
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '' ? undefined : 'must be a text that says something'
    case 'choice':
      return typeof answer === 'string' && check.choices?.includes(answer) === true
        ? undefined
        : `must be one of ${check.choices?.join(', ')}`
  }
}
