/** Checks of the options that an adapter or a plugin is made with. Each tells what is wrong by an error of its own. */
import { similarNames } from './similar-names.ts'

/** The kind of error that says which option is wrong, the rule that it breaks, and, where that is no secret, its value. */
export interface OptionErrorKind {
  create(
    details: { readonly option: string; readonly rule: string; readonly value?: string },
    options?: { readonly cause?: unknown },
  ): Error
}

export interface OptionChecks {
  /** The error of an option. Text is shown as it is, so pass addresses through {@link addressWithoutSecrets}. */
  invalid(option: string, rule: string, value: unknown, cause?: unknown): Error
  /** @throws for a name that is not known; what was given under it is not shown, since it may be a password */
  onlyKnown(options: object, known: readonly string[], beside: string): void
  /** A whole number within its limits, or the standard where none was given. */
  whole(option: string, given: unknown, standard: number, least: number, most: number): number
  /** True or false, or the standard where neither was given. */
  truth(option: string, given: unknown, standard: boolean): boolean
  /** A function, or undefined. */
  callback(option: string, given: unknown): void
}

/** The checks whose errors are of this kind. */
export function optionChecks(kind: OptionErrorKind): OptionChecks {
  const invalid = (option: string, rule: string, value: unknown, cause?: unknown): Error =>
    kind.create({ option, rule, value: shown(value) }, cause === undefined ? {} : { cause })
  return {
    invalid,
    onlyKnown(options, known, beside) {
      for (const option of Object.keys(options)) {
        if (known.includes(option)) continue
        const [meant] = similarNames(option, known)
        const rule = `is not an option beside ${beside}`
        throw kind.create({ option, rule: meant === undefined ? rule : `${rule} (did you mean ${meant}?)` })
      }
    },
    whole(option, given, standard, least, most) {
      if (given === undefined) return standard
      if (typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most) return given
      throw invalid(option, `must be a whole number from ${least} to ${most}`, given)
    },
    truth(option, given, standard) {
      if (given === undefined) return standard
      if (typeof given === 'boolean') return given
      throw invalid(option, 'must be true or false', given)
    },
    callback(option, given) {
      if (given !== undefined && typeof given !== 'function') throw invalid(option, 'must be a function', given)
    },
  }
}

/** An address for a message: user, password and settings are left out, wherever its parts may begin. */
export function addressWithoutSecrets(address: string): string {
  return address.replace(/^([a-z]*:\/\/)?.*@/is, '$1…@').replace(/\?.*/s, '?…')
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null) return 'null'
  return typeof value === 'object' ? 'an object' : String(value)
}
