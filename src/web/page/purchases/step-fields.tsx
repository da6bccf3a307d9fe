import { findings, type PurchaseField } from '../../../model/purchase.ts'
import { purchaseWords } from '../words/purchase-words.ts'

type Props = { field: PurchaseField; prefilled: string | undefined; isAsked: boolean }

/** One thing that is typed. @param isAsked in a correction nothing is: what stays empty stays as it was */
export function StepField({ field, prefilled, isAsked }: Props) {
  const { name, kind } = field
  const isRequired = isAsked && !field.isOptional
  const common = { name, required: isRequired, autoComplete: 'off' as const }
  const label = `${purchaseWords.fields[name] ?? name}${field.isOptional ? ` (${purchaseWords.optional})` : ''}`
  switch (kind) {
    case 'text':
      return (
        <label>
          <span>{label}</span>
          <textarea {...common} rows={2} maxLength={4000} defaultValue={prefilled ?? ''} />
        </label>
      )
    case 'instant':
      return (
        <label>
          <span>
            {label} ({purchaseWords.utc})
          </span>
          <input {...common} type="datetime-local" step="1" defaultValue={isAsked ? nowText() : ''} />
        </label>
      )
    case 'money':
      return <Money {...{ name, label, isRequired }} />
    case 'person':
      return <PersonFields {...{ name, label, isRequired }} />
    case 'yes-no':
      return (
        <Choice
          {...{ name, label, isRequired }}
          options={[
            ['yes', purchaseWords.yes],
            ['no', purchaseWords.no],
          ]}
        />
      )
    case 'finding':
      return (
        <Choice
          {...{ name, label, isRequired }}
          options={findings.map((each) => [each, purchaseWords.findings[each] ?? each])}
        />
      )
    case 'count':
      return (
        <label>
          <span>{label}</span>
          <input {...common} type="number" min={1} max={100_000} defaultValue={prefilled ?? ''} />
        </label>
      )
    default:
      return (
        <label>
          <span>{label}</span>
          <input {...common} type="text" maxLength={kind === 'bag' ? 40 : 300} defaultValue={prefilled ?? ''} />
        </label>
      )
  }
}

type PartProps = { name: string; label: string; isRequired: boolean }

const Money = ({ name, label, isRequired }: PartProps) => (
  <fieldset class="pair-fields">
    <legend>{label}</legend>
    <label>
      <span>{purchaseWords.amount}</span>
      <input
        name={`${name}.amount`}
        type="text"
        required={isRequired}
        autoComplete="off"
        inputMode="decimal"
        pattern="[0-9]+(\.[0-9]+)?"
      />
    </label>
    <label>
      <span>{purchaseWords.currency}</span>
      <input
        name={`${name}.currency`}
        type="text"
        required={isRequired}
        autoComplete="off"
        pattern="[A-Za-z]{3}"
        maxLength={3}
      />
    </label>
  </fieldset>
)

const PersonFields = ({ name, label, isRequired }: PartProps) => (
  <fieldset class="pair-fields">
    <legend>{label}</legend>
    {(['name', 'role', 'organisation'] as const).map((part) => (
      <label key={part}>
        <span>{purchaseWords.person[part]}</span>
        <input
          name={`${name}.${part}`}
          type="text"
          required={isRequired}
          autoComplete="off"
          maxLength={200}
          pattern="[^,]*"
        />
      </label>
    ))}
  </fieldset>
)

/** The field wants a time without its zone: it is UTC, as its label says. */
const nowText = (): string => new Date().toISOString().slice(0, 19)

const Choice = (props: {
  name: string
  label: string
  isRequired: boolean
  options: readonly (readonly [string, string])[]
}) => (
  <label>
    <span>{props.label}</span>
    <select name={props.name} required={props.isRequired}>
      <option value="">{purchaseWords.choose_}</option>
      {props.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  </label>
)

/** What a form holds, as the server reads it: persons and money as one text, times with their zone. What is empty is left out. */
export function typedIn(form: FormData, fields: readonly PurchaseField[]): Record<string, string> {
  const typed: Record<string, string> = {}
  const said = (name: string): string => String(form.get(name) ?? '').trim()
  for (const { name, kind } of fields) {
    const value = saidIn(kind, name, said)
    if (value !== '') typed[name] = value
  }
  return typed
}

function saidIn(kind: PurchaseField['kind'], name: string, said: (name: string) => string): string {
  if (kind === 'money') return said(`${name}.amount`) && `${said(`${name}.amount`)} ${said(`${name}.currency`)}`
  if (kind === 'person')
    return said(`${name}.name`) && ['name', 'role', 'organisation'].map((part) => said(`${name}.${part}`)).join(', ')
  if (kind === 'instant') return said(name) && `${said(name)}Z`
  return said(name)
}
